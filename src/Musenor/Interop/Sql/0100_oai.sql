-- What /oai tells of each notice (decision 0026). Rows are written by one pass at a time, under the house lock, and never deleted.
create table oai_item (
    -- that of the notice: breaks ties between equal datestamps
    number     integer primary key,
    ref        text not null unique,
    museum_id  text not null,
    -- datestamp of OAI-PMH: the second of the pass that last saw the record change as it is disseminated
    stamped_at text not null,
    is_deleted boolean not null,
    -- 0: never was in EDM; 1: is; 2: was, and lost its picture or its rights
    edm        integer not null,
    -- the most precise sets, parted by blanks; those of a deleted one are the last that it had
    sets       text not null,
    -- print of all that is disseminated: a revision that changes none of it gives no new datestamp
    digest     text not null
);
create index oai_item_stamp on oai_item (stamped_at, number);
create index oai_item_museum on oai_item (museum_id);

-- Lists that are walked in the order of datestamps: « domain:peinture », « museum », « edm » (all that is or was in EDM), « edm/domain:peinture ».
create table oai_listed (
    list       text not null,
    stamped_at text not null,
    number     integer not null,
    primary key (list, stamped_at, number)
);

create table oai_set (
    spec text primary key,
    name text not null
);

-- Notices to look at again although their revision did not move: their museum was renamed, the mapping changed.
create table oai_due (
    number integer primary key
);

-- What of a museum is disseminated, as last seen.
create table oai_museum (
    id     text primary key,
    digest text not null
);

create table oai_state (
    id        integer primary key check (id = 1),
    -- revision of the last notice, and of the last museum, that was looked at
    revision  bigint not null,
    museums   bigint not null,
    -- no record will ever be stamped at this second or before: what a reader may be told is complete
    watermark text not null,
    -- version of the mappings and public addresses: another one makes all records due
    mapping   text not null
);

-- Seals of resumption tokens: the newest signs, the two newest are believed.
create table oai_key (
    id      integer primary key,
    secret  text not null,
    made_at text not null
);
