-- The keys of the {export} list as it stands.
select {key} from {export} where load_id = (select max(load_id) from standing_at($t) where export = '{export}');
