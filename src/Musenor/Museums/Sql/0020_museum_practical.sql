-- What a visitor needs before coming, one row a museum: hours, prices, access, accessibility, contact. Each block has a version of its
-- own, so that two people who change two blocks at once both succeed.
create table museum_practical (
    museum_id      text primary key references museum (id),
    -- structured: hours holds OpeningHours as JSON; text: the words below could not be read whole; none: nothing is told
    hours_state    text not null default 'none' check (hours_state in ('structured', 'text', 'none')),
    hours          text,
    -- who gave the hours: an import never replaces those of a person
    hours_source   text not null default 'ministry' check (hours_source in ('ministry', 'person')),
    -- the ministry's words, as its file gives them
    hours_text     text not null default '',
    closing_text   text not null default '',
    evenings_text  text not null default '',
    -- the part of them that was not understood, and why: for the person who will enter the hours
    unread_text    text not null default '',
    unread_reason  text not null default '',
    -- the day on which the museum last said that its hours are right
    confirmed_on   text,
    prices         text not null default '',
    free_days      text not null default '',
    by_train       text not null default '',
    by_bus         text not null default '',
    by_bike        text not null default '',
    by_car         text not null default '',
    -- per disability, as the four families of Tourisme & Handicap: yes, partial, no or unknown, and words
    motor          text not null default 'unknown' check (motor in ('yes', 'partial', 'no', 'unknown')),
    motor_text     text not null default '',
    visual         text not null default 'unknown' check (visual in ('yes', 'partial', 'no', 'unknown')),
    visual_text    text not null default '',
    hearing        text not null default 'unknown' check (hearing in ('yes', 'partial', 'no', 'unknown')),
    hearing_text   text not null default '',
    mental         text not null default 'unknown' check (mental in ('yes', 'partial', 'no', 'unknown')),
    mental_text    text not null default '',
    phone          text not null default '',
    mail           text not null default '',
    groups_text    text not null default '',
    schools_text   text not null default '',
    services_text  text not null default '',
    hours_version         bigint not null default 0,
    prices_version        bigint not null default 0,
    access_version        bigint not null default 0,
    accessibility_version bigint not null default 0,
    contact_version       bigint not null default 0,
    updated_at     text not null,
    -- grows with every change of any row: public pages and memory ask whether something is above the last they saw
    revision       bigint not null default 0
);
create index museum_practical_revision on museum_practical (revision);
