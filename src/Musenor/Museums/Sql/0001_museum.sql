-- A museum of the directory. id is the Muséofile code where there is one, else a code of our own.
create table museum (
    id             text primary key,
    slug           text not null unique,
    name           text not null,
    city           text not null default '',
    department     text not null default '',
    region         text not null default '',
    museofile_code text unique,
    latitude       double precision,
    longitude      double precision,
    -- listed: part of the public directory; to_complete: named by notices, unknown to the directory, waits for the staff
    state          text not null default 'listed' check (state in ('listed', 'to_complete')),
    -- every other public field, as the ministry's columns name them (JSON object of texts)
    fields         text not null default '{}',
    search_key     text not null default '',
    sort_key       text not null default '',
    updated_at     text not null,
    revision       bigint not null default 0
);
create index museum_revision on museum (revision);
