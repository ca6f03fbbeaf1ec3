-- What a new portal received before its first visitor. One server does it; the others wait for finished_at, and take over when the
-- one that began no longer renews its mark.
create table first_content (
    name        text primary key,
    holder      text not null,
    renewed_at  text not null,
    finished_at text
);
