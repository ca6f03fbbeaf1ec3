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
    subject      text not null,
    -- paragraphs of the text (JSON array)
    paragraphs   text not null default '[]',
    action_label text,
    action_path  text,
    check_name   text,
    about        text,
    thread       text,
    -- waiting; sending (by sender, until next_at); sent; dropped (no longer true, turned off, bounced); failed (given up)
    state        text not null default 'waiting' check (state in ('waiting', 'sending', 'sent', 'dropped', 'failed')),
    sender       text,
    attempts     integer not null default 0,
    next_at      text not null,
    created_at   text not null,
    sent_at      text,
    message_id   text,
    problem      text,
    unique (event, recipient, channel)
);
create index outbox_waiting on outbox (state, next_at);
create index outbox_account on outbox (account_id);
