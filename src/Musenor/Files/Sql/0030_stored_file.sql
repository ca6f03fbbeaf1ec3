-- A file that someone handed over. Its row comes after its bytes and goes after them: no row names a file that was never there.
create table stored_file (
    id            text primary key,
    -- random name in <data>/files; never shown
    place         text not null unique,
    sha256        text not null,
    bytes         bigint not null,
    media_type    text not null,
    original_name text not null,
    -- what the form was for: avatar, document, contribution…
    purpose       text not null,
    -- what it is attached to; null: an orphan, taken away after seven days
    owner_kind    text,
    owner_id      text,
    -- account; null for a stranger or an erased account
    uploaded_by   text,
    -- received: waits for its scan; scanning: someone is at it; ready: may be fetched; refused: the scan found something, the bytes are gone; deleted: going
    state         text not null check (state in ('received', 'scanning', 'ready', 'refused', 'deleted')),
    state_at      text not null,
    -- what the scan answered; null when none is installed or it has not answered
    scan_result   text,
    -- of pictures, as they are shown
    width         integer,
    height        integer,
    created_at    text not null,
    check ((owner_kind is null) = (owner_id is null))
);
create index stored_file_owner on stored_file (owner_kind, owner_id);
create index stored_file_state on stored_file (state, state_at);
create index stored_file_uploader on stored_file (uploaded_by);
