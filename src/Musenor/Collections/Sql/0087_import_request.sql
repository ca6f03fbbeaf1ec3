-- The workshop of imports: files handed over on a page, tried first, imported when a person says so, put back when a person says so.

-- A dry run asked in the workshop is journalled like an import, so that it is resumed like one; its rows are never written.
alter table import add column is_dry_run boolean not null default false;
-- null: each row says its museum
alter table import add column museum_id text;
-- null: the command line
alter table import add column request_id text;
update import set museum_id = options where options <> '';
create index import_hash on import (file_hash);
create index import_request_of on import (request_id);

-- One file handed over, from its reception to its end. Rows whose state is trial, import or undo are the queue of the workers.
create table import_request (
    id            text primary key,
    -- null: an import of the command line, which only asks to be undone
    file_id       text,
    file_name     text not null,
    -- SHA-256 of the bytes, in upper case like import.file_hash
    file_hash     text not null default '',
    museum_id     text,
    -- null: an operator, or an erased account
    account_id    text,
    profile       text,
    ignores_empty boolean not null default false,
    -- the file holds the whole collection: what is absent from it is listed afterwards
    is_whole      boolean not null default false,
    state         text not null check (state in ('trial', 'tried', 'import', 'done', 'stopped', 'refused', 'failed', 'undo', 'undone', 'dropped')),
    asked_at      text not null,
    -- where it stands in the queue, and since when it is in its state
    queued_at     text not null,
    -- who works on it and when they last said so; null: nobody
    holder        text,
    beat_at       text,
    stop_asked    boolean not null default false,
    -- progress of what is under way
    stage         text not null default '',
    stage_at      text,
    -- thousandths of the stage
    share         integer not null default 0,
    rows_done     bigint not null default 0,
    trial_id      text,
    import_id     text,
    -- revision of the catalogue when the last dry run began: what is above it changed since
    tried_at      bigint not null default 0,
    -- one sentence, when it could not go on
    problem       text not null default ''
);
create index import_request_state on import_request (state, queued_at);
create index import_request_museum on import_request (museum_id, asked_at);
create index import_request_import on import_request (import_id);
create index import_request_hash on import_request (file_hash);

-- What an import changed, field by field: counts, and the first of each as samples. Filled batch by batch with its progress.
create table import_field (
    import_id text not null references import (id),
    code      text not null,
    filled    bigint not null default 0,
    changed   bigint not null default 0,
    emptied   bigint not null default 0,
    -- corrected by hand in the portal, and left
    kept      bigint not null default 0,
    primary key (import_id, code)
);

create table import_sample (
    import_id text not null references import (id),
    -- field: words before and after; kept: words of the portal and of the file; new: a notice that enters
    kind      text not null check (kind in ('field', 'kept', 'new')),
    -- Joconde code; empty for a new notice
    code      text not null,
    position  integer not null,
    ref       text not null,
    line      bigint not null,
    before_text text not null,
    after_text  text not null,
    primary key (import_id, kind, code, position)
);

-- Remarks of one kind together: what the report shows first.
create table import_kind (
    import_id text not null references import (id),
    -- field and reason, without the numbers and quotations that vary
    name      text not null,
    is_reject boolean not null,
    field     text not null,
    reason    text not null,
    remedy    text not null,
    lines     bigint not null,
    -- the first of them: JSON array of { line, value }
    firsts    text not null,
    primary key (import_id, is_reject, name)
);

-- Notices that a file of the whole collection names, so that the others can be told.
create table import_seen (
    import_id     text not null references import (id),
    ref           text not null,
    inventory_key text not null,
    primary key (import_id, ref, inventory_key)
);
create index import_seen_inventory on import_seen (import_id, inventory_key);
