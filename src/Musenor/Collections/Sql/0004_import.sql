-- One run of « import » over one file. Its progress is written in the same transaction as the notices, so that a killed run goes
-- on exactly where it stopped: a run of the same bytes with the same options takes the running one over.
create table import (
    id            text primary key,
    file_name     text not null,
    -- SHA-256 of the bytes: the same file under another name is the same file
    file_hash     text not null,
    format        text not null,
    encoding      text not null,
    -- what else changes the result: the museum asked for
    options       text not null default '',
    state         text not null check (state in ('running', 'done', 'failed')),
    started_at    text not null,
    finished_at   text,
    -- rows of the file already settled (imported or rejected)
    rows_done     bigint not null default 0,
    created       bigint not null default 0,
    changed       bigint not null default 0,
    unchanged     bigint not null default 0,
    rejected      bigint not null default 0,
    warnings      bigint not null default 0
);
create unique index import_running on import (file_hash, options) where state = 'running';
create index import_started on import (started_at);

create table import_remark (
    import_id text not null references import (id),
    line      bigint not null,
    position  integer not null,
    is_reject boolean not null,
    field     text not null,
    value     text not null,
    reason    text not null,
    remedy    text not null,
    -- the row as it was read (JSON: array of cells, or object of fields), only on rejects: it goes back to the museum to be corrected
    cells     text,
    primary key (import_id, line, position)
);
