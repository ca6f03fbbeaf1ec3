-- How the files of a museum's software become notices. A saved change is a new version: an import says which one it used, and goes on
-- with it after a stop.
create table import_profile (
    id         text primary key,
    -- null: of the network, read by everyone, changed by its team
    museum_id  text references museum (id),
    name       text not null,
    -- folded, for « --profile »
    name_key   text not null,
    version    integer not null,
    -- columns and first rows of the file that it was made from (JSON), to show what it does; null when there is none
    sample     text
);
create unique index import_profile_name on import_profile (coalesce(museum_id, ''), name_key);

create table import_profile_version (
    profile_id text not null references import_profile (id),
    version    integer not null,
    -- JSON, as ProfileJson writes it
    definition text not null,
    -- null: an operator
    account_id text,
    saved_at   text not null,
    primary key (profile_id, version)
);
