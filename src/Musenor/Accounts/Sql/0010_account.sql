-- A person who signs in. Columns follow ASP.NET Core Identity, whose store (Accounts/Identity) reads and writes this table.
create table account (
    id                     text primary key,
    user_name              text not null,
    normalized_user_name   text not null unique,
    email                  text not null,
    normalized_email       text not null unique,
    email_confirmed        boolean not null default false,
    password_hash          text,
    -- changes with every password, address or second factor: what was signed before is void
    security_stamp         text,
    concurrency_stamp      text,
    phone_number           text,
    phone_number_confirmed boolean not null default false,
    two_factor_enabled     boolean not null default false,
    lockout_end            text,
    lockout_enabled        boolean not null default true,
    access_failed_count    integer not null default 0,
    -- as the person wants to be called
    name                   text not null default '',
    -- a demonstration account: no second factor, and only from the machine itself
    is_demo                boolean not null default false,
    -- active; closing: erasure asked, in its days of grace; erased: nothing personal is left
    state                  text not null default 'active' check (state in ('active', 'closing', 'erased')),
    created_at             text not null,
    last_seen_at           text
);

create table account_claim (
    id          integer primary key,
    account_id  text not null references account (id) on delete cascade,
    claim_type  text,
    claim_value text
);

create table account_login (
    login_provider        text not null,
    provider_key          text not null,
    provider_display_name text,
    account_id            text not null references account (id) on delete cascade,
    primary key (login_provider, provider_key)
);

-- secret of the authenticator application, recovery codes
create table account_token (
    account_id     text not null references account (id) on delete cascade,
    login_provider text not null,
    name           text not null,
    value          text,
    primary key (account_id, login_provider, name)
);

-- data: public key, counter, name given by the person (JSON)
create table account_passkey (
    credential_id bytea primary key,
    account_id    text not null references account (id) on delete cascade,
    data          jsonb not null
);
create index account_passkey_account on account_passkey (account_id);

-- A browser where somebody is signed in. Ended, it opens nothing more.
create table session (
    id            text primary key,
    account_id    text not null references account (id) on delete cascade,
    created_at    text not null,
    last_seen_at  text not null,
    ended_at      text,
    -- what the browser says of itself, cut; shown to the person, who recognises it
    browser       text not null default '',
    address       text not null default '',
    -- how the person proved who they are: password, totp, passkey, recovery
    proof         text not null default 'password'
);
create index session_account on session (account_id);

-- A role of a person, in a museum where the role is a museum's, between two days of Paris (both included).
create table membership (
    id          text primary key,
    account_id  text not null references account (id) on delete cascade,
    role        text not null check (role in ('external_borrower', 'professional', 'museum_referent', 'group_leader', 'moderator',
                                              'equipment_keeper', 'network_team', 'administrator')),
    museum_id   text,
    -- what else the role is bound to: the structure of an external borrower, the group of a leader
    bound_to    text,
    -- asked: waits for approval; active; refused; ended
    state       text not null check (state in ('asked', 'active', 'refused', 'ended')),
    starts_on   text not null,
    ends_on     text,
    -- function in the museum, in the person's words
    position    text not null default '',
    decided_by  text,
    decided_at  text,
    created_at  text not null,
    version     integer not null default 1,
    check ((role in ('professional', 'museum_referent')) = (museum_id is not null))
);
create index membership_account on membership (account_id);
create index membership_museum on membership (museum_id);
