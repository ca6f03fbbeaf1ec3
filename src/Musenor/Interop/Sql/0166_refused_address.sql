-- the address where a source says that it moved, which a person did not take: not proposed again
alter table harvest_source add column refused_url text not null default '';
