-- What the columns in memory hold of each notice, derived from its fields at each change, so that a start reads small rows only.
create table notice_column (
    number     integer primary key,
    ref        text not null,
    revision   bigint not null,
    museum_id  text not null,
    -- lines « key of the facet : value », see Facets.cs
    facets     text not null,
    year_from  integer,
    year_to    integer,
    title_key  text not null,
    -- image first, then the more complete
    quality    integer not null,
    is_demo    boolean not null default false,
    is_public  boolean not null default true
);
create unique index notice_column_revision on notice_column (revision);
