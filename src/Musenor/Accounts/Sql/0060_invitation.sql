-- Why it was refused or ended, told to the person.
alter table membership add column reason text not null default '';

-- A role offered to a mail address: the link in the mail opens it once, until it expires.
create table invitation (
    id          text primary key,
    -- SHA-256 of the token: whoever reads the table cannot use the link
    token_hash  text not null unique,
    email       text not null,
    -- folded, for comparing
    email_key   text not null,
    role        text not null,
    museum_id   text,
    bound_to    text,
    position    text not null default '',
    state       text not null check (state in ('waiting', 'accepted', 'withdrawn')),
    -- account; null: an operator
    invited_by  text,
    created_at  text not null,
    expires_at  text not null,
    answered_at text,
    accepted_by text
);
create index invitation_email on invitation (email_key);
create index invitation_museum on invitation (museum_id, state);
