-- One canonical notice for the whole house. fields holds the words of the source, keyed by Joconde codes (JSON object of
-- texts); every parsed part is derived from them, so nothing of a source is ever lost.
create table notice (
    -- its address, chosen once: the Joconde reference, or one of our own where the source had none
    ref           text primary key,
    -- the Joconde reference, as soon as a source gives it
    joconde_ref   text unique,
    -- small and dense: the key of the text index and of the columns in memory
    number        integer not null unique,
    museum_id     text not null references museum (id),
    -- current inventory number as the source wrote it, blanks folded
    inventory_key text not null,
    fields        text not null,
    is_demo       boolean not null default false,
    state         text not null default 'published' check (state in ('published', 'withdrawn')),
    created_at    text not null,
    updated_at    text not null,
    -- grows with every change of any notice, in the order of the commits: readers ask for what is above the last they saw
    revision      bigint not null unique
);
create index notice_identity on notice (museum_id, inventory_key);

-- What every change replaced, so that it can be read and put back. before_fields is null for a creation.
create table notice_change (
    ref           text not null,
    revision      bigint not null,
    import_id     text,
    changed_at    text not null,
    before_fields text,
    primary key (ref, revision)
);
create index notice_change_import on notice_change (import_id);

create table notice_image (
    id         text primary key,
    ref        text not null references notice (ref),
    position   integer not null,
    width      integer not null,
    height     integer not null,
    -- bytes of the stored file at each width of Media/Pictures, parted by blanks
    bytes      text not null default '',
    credit     text not null default '',
    licence    text not null default '',
    alt        text not null default '',
    -- drawn: made by the program for the demonstration; photograph: of the work
    kind       text not null default 'photograph' check (kind in ('photograph', 'drawn')),
    unique (ref, position)
);
