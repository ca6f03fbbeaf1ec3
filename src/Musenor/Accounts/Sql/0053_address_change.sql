-- A change of address that waits for a yes from the old and from the new one.
create table address_change (
    id           text primary key,
    account_id   text not null unique references account (id) on delete cascade,
    new_address  text not null,
    old_said_yes boolean not null default false,
    new_said_yes boolean not null default false,
    expires_at   text not null
);
