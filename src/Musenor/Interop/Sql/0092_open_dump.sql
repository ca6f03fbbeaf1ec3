-- The files of /donnees, made again each day: a row tells the last whole one of each kind.
create table open_dump (
    -- csv, jsonl, lido
    kind    text primary key,
    file    text not null,
    bytes   bigint not null,
    -- SHA-256 of the file
    hash    text not null,
    notices bigint not null,
    made_at text not null
);
