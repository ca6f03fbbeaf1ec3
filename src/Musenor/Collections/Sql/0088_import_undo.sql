-- Imports put back. The row is taken once; whoever finds it running goes on from its cursor.
create table import_undo (
    import_id   text primary key references import (id),
    -- null: an operator, or an erased account
    account_id  text,
    state       text not null check (state in ('running', 'done')),
    started_at  text not null,
    finished_at text,
    -- revision of the last change looked at
    cursor      bigint not null default 0,
    -- changes looked at; words put back; notices withdrawn that the import had created; left because somebody changed them since
    looked      bigint not null default 0,
    restored    bigint not null default 0,
    withdrawn   bigint not null default 0,
    kept        bigint not null default 0
);

create table import_undo_kept (
    import_id text not null references import_undo (import_id),
    ref       text not null,
    -- the change made since: what, when
    action     text not null,
    changed_at text not null,
    primary key (import_id, ref)
);

drop index notice_change_import;
create index notice_change_import on notice_change (import_id, revision);
-- true: the notice was invented by the demonstration before this change
alter table notice_change add column before_demo boolean not null default false;
