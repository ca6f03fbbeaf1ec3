-- Which run makes the package: one that was taken over, silent too long, writes nothing more of it.
alter table joconde_package add column holder text not null default '';
