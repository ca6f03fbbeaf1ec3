-- A notice whose source gives no reference receives one of the portal when it first leaves for POP: « M0160500001 ». Given once, never again
-- computed, never given to another, even when its notice goes.
alter table notice add column is_ref_given boolean not null default false;
create table notice_ref_counter (
    museum_id text primary key,
    -- the last number given
    last      integer not null
);
