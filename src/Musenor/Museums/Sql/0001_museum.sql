-- A museum of the directory. id is the Muséofile code where there is one, else a code of our own.
create table museum (
    id             text primary key,
    -- chosen once, from name and town: an address that people keep
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
    -- one of the structures of the network; no import takes that away
    is_network     boolean not null default false,
    -- main domains of the collections, as the source wrote them, parted by « ; »: the directory filters on them
    domains        text not null default '',
    -- every public field in the source's words, keyed by POP's codes (JSON object of texts)
    fields         text not null default '{}',
    -- folded names and town, for searching and for the order of the list
    search_key     text not null default '',
    sort_key       text not null default '',
    updated_at     text not null,
    -- grows with every change of any museum: readers ask whether something is above the last they saw
    revision       bigint not null default 0
);
create index museum_revision on museum (revision);
