-- Small copies of what other networks show of their works, one a work, for lists and for the top of its page.
create table notice_thumbnail (
    ref      text primary key references notice (ref),
    -- of its files; empty while there are none
    id       text not null default '',
    -- the picture that it was made from, at its source
    url      text not null,
    width    integer not null default 0,
    height   integer not null default 0,
    -- of each width, parted by blanks
    bytes    text not null default '',
    -- empty: it is there; gone, fault, timeout, private, kind, size
    problem  text not null default '',
    tried_at text not null,
    tries    integer not null default 1
);
create index notice_thumbnail_id on notice_thumbnail (id) where id <> '';
