-- Grows each time a person saves the settings of a source: who saves what another changed meanwhile is told so.
alter table harvest_source add column version integer not null default 1;
-- What a trial of a source met: empty when it answered; timeout, connection, tls, private-address, budget…
alter table harvest_evidence add column problem text not null default '';
alter table harvest_evidence add column ms integer not null default 0;
