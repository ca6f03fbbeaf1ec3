-- What a person chose; where there is no line the default of the category holds. Guests without account are known by their address.
create table mail_preference (
    recipient  text not null,
    category   text not null,
    -- empty: the category as a whole
    kind       text not null default '',
    frequency  text not null check (frequency in ('now', 'daily', 'weekly', 'off')),
    changed_at text not null,
    primary key (recipient, category, kind)
);

-- When somebody last got a digest.
create table mail_digest (
    recipient    text primary key,
    last_sent_at text not null
);

-- Mails that came back, or whose address was refused: points of the last thirty days, not cleared, stop the mails to an address.
create table mail_bounce (
    id          text primary key,
    -- in small letters
    address_key text not null,
    at          text not null,
    points      integer not null,
    problem     text not null,
    -- of the mail that came back: the same report counts once
    message_id  text not null,
    cleared_at  text,
    unique (message_id, address_key)
);
create index mail_bounce_address on mail_bounce (address_key, at);
