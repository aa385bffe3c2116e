-- The keys of the {export} list as one load states it.
select {key} from {export} where load_id = $load_id;
