-- Controlled vocabularies that the operator loads: the ministry's lists, one row each.
create table vocabulary (
    -- of Opentheso (« th294 »), or STAT for the legal terms of 2014 alone
    id          text primary key,
    file_name   text not null,
    -- skos, lexicon
    format      text not null,
    preferred   integer not null,
    rejected    integer not null,
    loaded_at   text not null,
    -- grows with each loading: readers take the lists again when the greatest moved
    revision    bigint not null unique
);

create table vocabulary_term (
    vocabulary_id text not null references vocabulary (id),
    position      integer not null,
    label         text not null,
    kind          text not null check (kind in ('preferred', 'rejected', 'grouping')),
    -- position of the preferred form, of a rejected one
    preferred     integer,
    -- position of the term above
    broader       integer,
    primary key (vocabulary_id, position)
);
