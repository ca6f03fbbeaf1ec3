-- From harvested records to notices.

-- How far the records of a source were taken over, and with which mapping: another one begins again.
create table mapping_progress (
    source      text primary key references harvest_source (code),
    -- name and version, « oai_dc 1 », of each prefix met
    mapping     text not null default '',
    seq         bigint not null default 0,
    -- grows with each replay, so that who works on the one before stops
    pass        bigint not null default 0,
    -- greatest revision of the alignment that the works of the source follow
    aligned     bigint not null default 0,
    updated_at  text not null
);

-- Which notice is which record. The address is chosen once; what the source said of the record is kept to be exposed again.
create table harvest_origin (
    source       text not null references harvest_source (code),
    oai_id       text not null,
    ref          text not null unique,
    base_url     text not null,
    datestamp    text not null,
    namespace    text not null,
    harvested_at text not null,
    -- originDescription of the hop before, as the source sent it; empty for most
    nested       text not null default '',
    mapping      text not null,
    is_deleted   boolean not null default false,
    primary key (source, oai_id)
);

-- Records that no mapping could make a notice of. The good version from before stays online.
create table mapping_fault (
    source        text not null references harvest_source (code),
    oai_id        text not null,
    -- MISSING-ID, MISSING-TITLE, BAD-DATE, BAD-RIGHTS, DUP, MAPPING
    code          text not null,
    message       text not null,
    mapping       text not null,
    datestamp     text not null,
    first_seen_at text not null,
    last_seen_at  text not null,
    tries         integer not null default 1,
    primary key (source, oai_id)
);
create index mapping_fault_code on mapping_fault (source, code);
