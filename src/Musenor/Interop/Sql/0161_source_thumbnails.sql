-- open: of works whose rights are said to be open; all: the network agreed; none
alter table harvest_source add column thumbnails text not null default 'open';
-- number of the last notice looked at for its thumbnail
alter table mapping_progress add column thumbnails_cursor integer not null default 0;
