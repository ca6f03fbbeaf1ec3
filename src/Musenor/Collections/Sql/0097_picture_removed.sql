-- Photographs that a person took away from a notice: an import that meets the same bytes for it leaves them where the person put them.
create table picture_removed (
    ref         text not null references notice (ref),
    master_hash text not null references picture_master (hash),
    removed_at  text not null,
    primary key (ref, master_hash)
);
create index picture_removed_master on picture_removed (master_hash);

insert into picture_removed (ref, master_hash, removed_at)
select candidates, master_hash, max(received_at) from photograph_waiting
where state = 'removed' and candidates in (select ref from notice) group by candidates, master_hash;
-- Those that came by the tray stay settled there; the others were written for this memory alone.
delete from photograph_waiting where state = 'removed' and why = 'removed';
update photograph_waiting set state = 'attached' where state = 'removed';
