-- Who did what, when, on behalf of which museum, before and after. Lines are only added; erasing a person replaces their name, nothing else.
create table journal (
    id          text primary key,
    at          text not null,
    -- null: the portal itself, or an operator at the command line
    account_id  text,
    museum_id   text,
    -- verb of the use case: notice.withdraw, membership.end…
    action      text not null,
    object_kind text not null,
    object_id   text not null,
    before      text,
    after       text,
    reason      text not null default ''
);
create index journal_object on journal (object_kind, object_id, at);
create index journal_account on journal (account_id, at);
create index journal_at on journal (at);

-- Keys that protect cookies, forms and links: in the database, so that several machines share them and a backup holds them.
create table protection_key (
    name text primary key,
    xml  text not null
);
