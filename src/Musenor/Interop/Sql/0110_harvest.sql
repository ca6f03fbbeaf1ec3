-- Sources whose records are harvested by OAI-PMH, the runs, and what was received.
create table harvest_source (
    code             text primary key,
    name             text not null,
    base_url         text not null,
    -- format wanted, or several by preference, parted by blanks: the first that the source offers is taken
    prefix           text not null,
    -- setSpecs parted by blanks; empty for everything
    sets             text not null default '',
    -- manual, hourly, daily, weekly, monthly
    schedule         text not null default 'manual',
    -- hours of Paris between which scheduled runs start: « 22-6 »; empty for any
    hours            text not null default '',
    delay_ms         integer not null default 1000,
    -- 0: no limit
    max_pages        integer not null default 0,
    -- empty: as the source declares; day, second, none
    granularity      text not null default '',
    overlap_s        integer not null default 120,
    timeout_s        integer not null default 300,
    user_agent       text not null default '',
    -- protected: what the source asks to see, such as Authorization
    headers          text not null default '',
    is_tls_strict    boolean not null default true,
    encoding         text not null default '',
    is_sanitised     boolean not null default true,
    -- on, off, month, day: how « from » and « until » are used
    selective        text not null default 'on',
    -- records: ListRecords; identifiers: ListIdentifiers, then GetRecord for each
    list_mode        text not null default 'records',
    is_prefix_resent boolean not null default false,
    -- identifiers that begin so are read as if they began otherwise
    id_from          text not null default '',
    id_to            text not null default '',
    mapping          text not null default '',
    vocabulary       text not null default '',
    rights           text not null default '',
    -- auto: by what the source declares; declared, reconcile, never
    deletions        text not null default 'auto',
    reconcile_days   integer not null default 30,
    most_vanished    integer not null default 5,
    alarm_faults     integer not null default 2,
    alarm_drop       integer not null default 5,
    -- active, paused, stopped: for good, until a person looks
    state            text not null default 'active',
    state_reason     text not null default '',
    created_at       text not null,
    -- responseDate of the first answer of the last complete run
    mark             text not null default '',
    mark_prefix      text not null default '',
    full_at          text,
    last_seq         bigint not null default 0,
    -- a permanent redirect was answered: a person decides
    proposed_url     text not null default ''
);

create table harvest_run (
    id               text primary key,
    source           text not null references harvest_source (code),
    -- incremental, full, reconcile
    kind             text not null,
    -- waiting, running, paused (resumable), done, incomplete, failed, cancelled
    state            text not null,
    problem          text not null default '',
    asked_at         text not null,
    started_at       text,
    ended_at         text,
    resume_at        text,
    holder           text not null default '',
    beat_at          text,
    is_stop_asked    boolean not null default false,
    -- the checkpoint: where the list goes on
    prefix           text not null default '',
    granularity      text not null default '',
    deleted_record   text not null default '',
    window_from      text not null default '',
    window_until     text not null default '',
    final_until      text not null default '',
    set_spec         text not null default '',
    sets_left        text not null default '',
    token            text not null default '',
    list_mode        text not null default 'records',
    page             integer not null default 0,
    mark             text not null default '',
    skew_s           integer not null default 0,
    -- statistics
    list_size        bigint,
    requests         integer not null default 0,
    bytes            bigint not null default 0,
    seen             bigint not null default 0,
    added            bigint not null default 0,
    changed          bigint not null default 0,
    unchanged        bigint not null default 0,
    deleted          bigint not null default 0,
    quarantined      bigint not null default 0,
    repaired         bigint not null default 0,
    retries          integer not null default 0,
    waits            integer not null default 0,
    restarts         integer not null default 0,
    work_ms          bigint not null default 0
);
create index harvest_run_source on harvest_run (source, asked_at);
create index harvest_run_state on harvest_run (state);

create table harvest_page (
    run        text not null references harvest_run (id),
    number     integer not null,
    request    text not null,
    fetched_at text not null,
    ms         integer not null,
    bytes      bigint not null,
    hash       text not null,
    records    integer not null,
    -- new identifiers of this run
    fresh      integer not null,
    token_hash text not null default '',
    flags      text not null default '',
    primary key (run, number)
);

create table harvest_record (
    source        text not null references harvest_source (code),
    oai_id        text not null,
    prefix        text not null,
    datestamp     text not null,
    -- live, deleted
    status        text not null,
    -- JSON array of setSpecs
    sets          text not null default '[]',
    hash          text not null,
    -- the whole <record> element as received, repaired if need be
    xml           text not null,
    repaired      integer not null default 0,
    first_seen_at text not null,
    last_seen_at  text not null,
    -- the run that saw it last
    run           text not null,
    -- grows strictly within a source each time the row really changes: new, other hash, deleted, revived
    seq           bigint not null,
    -- complete lists in a row that did not name it
    missed        integer not null default 0,
    primary key (source, oai_id)
);
create index harvest_record_seq on harvest_record (source, seq);
create index harvest_record_run on harvest_record (source, run);

create table harvest_fault (
    source        text not null references harvest_source (code),
    -- the identifier, or « page/position » for a record that has none
    oai_id        text not null,
    -- raw, validated
    stage         text not null,
    -- XML, MISSING-ID, MISSING-METADATA, BAD-DATE, NOT-FOUND…
    code          text not null,
    message       text not null,
    raw           text not null,
    run           text not null,
    first_seen_at text not null,
    last_seen_at  text not null,
    tries         integer not null default 1,
    settled_at    text,
    primary key (source, oai_id, stage)
);

-- What the source said of itself when it was tried.
create table harvest_evidence (
    source     text not null references harvest_source (code),
    verb       text not null,
    fetched_at text not null,
    url        text not null,
    status     integer not null,
    answer     text not null,
    primary key (source, verb)
);

create table harvest_incident (
    run    text not null references harvest_run (id),
    number integer not null,
    at     text not null,
    code   text not null,
    detail text not null,
    primary key (run, number)
);
