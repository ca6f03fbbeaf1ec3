-- IIIF Change Discovery: what happened to the manifests, in the order in which it did; only ever added to. Taken over from the revisions of notices.
create table manifest_activity (
    number   integer primary key,
    ref      text not null,
    -- Create, Update, Delete
    kind     text not null check (kind in ('Create', 'Update', 'Delete')),
    -- never before that of the line above
    ended_at text not null,
    -- of the notice, when it was taken over
    revision bigint not null
);
create index manifest_activity_ref on manifest_activity (ref, number);

-- Up to which revision everything is taken over.
create table manifest_mark (
    id       integer primary key check (id = 1),
    revision bigint not null
);
