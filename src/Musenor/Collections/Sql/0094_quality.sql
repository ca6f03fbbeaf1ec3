-- What each museum's notices lacked on a day, to draw how it goes.
create table quality_day (
    museum_id text not null,
    day       text not null,
    -- key of Quality/Indicator.cs
    indicator text not null,
    -- notices concerned, and those that could be
    count     integer not null,
    total     integer not null,
    primary key (museum_id, day, indicator)
);
create index quality_day_day on quality_day (day);

-- « Ce ne sont pas des doublons »: pairs that somebody looked at, lesser reference first.
create table not_duplicate (
    one        text not null,
    other      text not null,
    -- null: an operator
    account_id text,
    decided_at text not null,
    primary key (one, other)
);
