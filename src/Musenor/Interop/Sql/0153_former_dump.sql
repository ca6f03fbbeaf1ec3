-- Files of /donnees that newer ones replaced: served a day more to those who are fetching them.
create table open_dump_former (
    file        text primary key,
    hash        text not null,
    made_at     text not null,
    replaced_at text not null
);
