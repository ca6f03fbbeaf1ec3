-- What a term of a source is in the vocabulary of this portal. One row a term met, matched or not; the term as the source wrote it stays in the notice.
create table alignment (
    source     text not null references harvest_source (code),
    -- Joconde code
    field      text not null,
    -- folded: case, accents and blanks do not count
    term_key   text not null,
    -- as it was first met
    term       text not null,
    -- works that have it now
    uses       bigint not null default 0,
    -- preferred label; empty where nothing was found
    concept    text not null default '',
    -- exact, close, broad
    match      text not null default '',
    -- none, proposed, accepted, refused
    status     text not null default 'none',
    -- hundredths
    confidence integer not null default 0,
    -- null: found by the program
    account_id text,
    decided_at text not null,
    -- grows with each change of a concept that counts
    revision   bigint not null default 0,
    primary key (source, field, term_key)
);
create index alignment_work on alignment (status, uses);
create index alignment_revision on alignment (source, revision);
