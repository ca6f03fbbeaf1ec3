-- Packages for POP, and what is remembered of each notice that was sent.
create table joconde_counter (
    museum_id text primary key,
    -- last number of « J_M0160-0001_2026-11-27 »: never reset, never used twice
    last      integer not null
);

create table joconde_package (
    id              text primary key,
    museum_id       text not null,
    -- of a campaign, or empty
    name            text not null default '',
    -- the address of the list of notices that was chosen: /gestion/notices?…
    filter          text not null,
    -- changes: only what POP does not have yet; all: everything chosen
    scope           text not null check (scope in ('changes', 'all')),
    -- csv, pilot
    format          text not null check (format in ('csv', 'pilot')),
    state           text not null check (state in ('waiting', 'building', 'ready', 'empty', 'failed', 'cancelled', 'sent')),
    asked_at        text not null,
    -- of the process that builds it: silent for two minutes, another takes it over
    beat_at         text,
    ready_at        text,
    sent_at         text,
    problem         text not null default '',
    total           integer not null default 0,
    done            integer not null default 0,
    notices         integer not null default 0,
    left_out        integer not null default 0,
    images          integer not null default 0,
    -- written by the command line where its user asked: there is nothing to download
    is_outside      boolean not null default false
);
create index joconde_package_museum on joconde_package (museum_id, asked_at);
create index joconde_package_state on joconde_package (state);

create table joconde_package_file (
    package_id text not null references joconde_package (id),
    position   integer not null,
    -- without extension: the zip, its report in HTML and JSON
    name       text not null,
    bytes      bigint not null,
    notices    integer not null,
    images     integer not null,
    primary key (package_id, position)
);

create table joconde_package_notice (
    package_id   text not null references joconde_package (id),
    ref          text not null,
    joconde_ref  text not null,
    -- of the notice, as it was written in the package
    revision     bigint not null,
    content_hash text not null,
    images_hash  text not null,
    -- filled codes, parted by blanks
    codes        text not null,
    primary key (package_id, ref)
);

create table joconde_sent (
    ref          text primary key,
    joconde_ref  text not null,
    museum_id    text not null,
    package_id   text not null,
    sent_at      text not null,
    -- the notice was compared with what was sent up to this revision of it
    revision     bigint not null,
    is_changed   boolean not null default false,
    content_hash text not null,
    images_hash  text not null,
    codes        text not null,
    -- somebody saw it in POP, or POP's report says so
    online_at    text,
    -- POP refused it: what its report says
    refused_at   text,
    details      text not null default ''
);
create index joconde_sent_museum on joconde_sent (museum_id);
create index joconde_sent_joconde on joconde_sent (joconde_ref);

-- Grows whenever what public pages say of POP changes: browsers ask whether it moved.
create table joconde_revision (
    one   integer primary key check (one = 1),
    value bigint not null
);
insert into joconde_revision (one, value) values (1, 0);
