-- What is announced to open pages: an identifier and a type, never the content. Numbers follow the order of commits, since whoever
-- takes one holds the counter's row until its transaction ends.
create table live_event (
    id           bigint primary key,
    -- to one account, or to the holders of a right (in a museum, or everywhere)
    account_id   text,
    right_key    text,
    museum_id    text,
    type         text not null,
    about        text not null,
    at           text not null,
    check ((account_id is null) <> (right_key is null))
);
create index live_event_at on live_event (at);

create table live_counter (
    name text primary key,
    last bigint not null
);
insert into live_counter (name, last) values ('live_event', 0);
