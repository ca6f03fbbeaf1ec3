-- What is to be told, once per event, person and channel: written with what it tells, sent afterwards, never twice.
create table outbox (
    id           text primary key,
    event        text not null,
    account_id   text,
    -- null: the account's own address at the moment of sending
    address      text,
    -- account, or address where there is none
    recipient    text not null,
    channel      text not null check (channel in ('mail', 'site')),
    category     text not null,
    -- what of the category may be turned off by itself; empty for the category as a whole
    kind         text not null default '',
    subject      text not null,
    -- paragraphs of the text (JSON array)
    paragraphs   text not null default '[]',
    action_label text,
    action_path  text,
    check_name   text,
    about        text,
    thread       text,
    -- waiting (taken by sender until next_at, or free); held for a digest; sending (handed to the server, until next_at); sent;
    -- doubtful (handed to the server by a process that died); dropped (no longer true, turned off, read); failed (given up)
    state        text not null default 'waiting' check (state in ('waiting', 'held', 'sending', 'doubtful', 'sent', 'dropped', 'failed')),
    sender       text,
    attempts     integer not null default 0,
    next_at      text not null,
    created_at   text not null,
    sent_at      text,
    -- of the mail that carried it: several lines may leave in one mail
    message_id   text,
    sent_to      text,
    problem      text,
    -- on the site: when the person read it
    read_at      text,
    unique (event, recipient, channel)
);
create index outbox_waiting on outbox (state, next_at);
create index outbox_account on outbox (account_id, channel, created_at);
create index outbox_message on outbox (message_id);
create index outbox_unread on outbox (account_id) where channel = 'site' and read_at is null;
