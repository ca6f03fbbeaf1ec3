-- An archive of what the portal knows of a person, asked by that person. The file is in the data folder, exports/<account>/<id>.zip.
create table data_export (
    id         text primary key,
    account_id text not null references account (id) on delete cascade,
    -- asked; building (by holder); ready, until expires_at; expired: the file is gone
    state      text not null check (state in ('asked', 'building', 'ready', 'expired')),
    asked_at   text not null,
    holder     text,
    claimed_at text,
    ready_at   text,
    expires_at text,
    size       bigint not null default 0
);
create index data_export_account on data_export (account_id);
create index data_export_state on data_export (state);

-- Erasure asked, in its days of grace.
create table erasure (
    account_id  text primary key references account (id) on delete cascade,
    asked_at    text not null,
    due_at      text not null,
    cancel_hash text not null unique
);

-- Accounts erased: nothing but their identifiers, kept to erase them again after the restoration of an older backup.
create table erased_account (
    account_id  text primary key,
    erased_at   text not null,
    -- when the bytes they left in the file of the database were overwritten; null: to do
    scrubbed_at text
);

-- Warnings given to an account left unused.
create table inactivity_warning (
    account_id text not null references account (id) on delete cascade,
    months     integer not null,
    sent_at    text not null,
    primary key (account_id, months)
);

-- A request about personal data that came by letter, telephone or mail: one month to answer.
create table data_request (
    id          text primary key,
    received_on text not null,
    due_on      text not null,
    kind        text not null check (kind in ('access', 'rectification', 'erasure', 'restriction', 'objection', 'portability')),
    person      text not null,
    contact     text not null default '',
    details     text not null default '',
    state       text not null check (state in ('open', 'closed')),
    answer      text not null default '',
    answered_on text,
    created_by  text,
    created_at  text not null,
    version     integer not null default 1
);
create index data_request_state on data_request (state, due_on);

-- Work done once a day for the whole installation, whatever the number of its machines.
create table daily_run (
    name        text not null,
    day         text not null,
    holder      text not null,
    started_at  text not null,
    finished_at text,
    primary key (name, day)
);
