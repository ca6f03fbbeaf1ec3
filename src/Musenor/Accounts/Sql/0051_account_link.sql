-- A link sent by mail: one purpose, one use, an end. The token itself is only in the mail.
create table account_link (
    token_hash text primary key,
    -- sign_up, reset, address_old, address_new, not_me
    purpose    text not null,
    account_id text references account (id) on delete cascade,
    -- address folded, where there is no account yet
    address    text not null default '',
    -- what the link is about (JSON): the account to make, the change of address
    about      text not null default '',
    created_at text not null,
    expires_at text not null
);
create index account_link_account on account_link (account_id, purpose);
create index account_link_address on account_link (address, purpose);
create index account_link_expires on account_link (expires_at);
