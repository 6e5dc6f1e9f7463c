/**
 * What each role of the database may read, in one list: a column that is granted and not here fails, and so does one that is
 * here and not granted. The public site's role reads views that name their columns; what it may read, the world may read.
 */
export const readable = {
  yntymaq_public: {
    'public.installation': 'key value',
    'public.installation_setting': 'key id value',
    'public.measure': 'key names aggregation',
    'public.public_answer': 'id commitment_id partnership_id is_demo organisation_id number wording at is_newest',
    'public.public_article': 'id instrument_id position number title wording',
    'public.public_assessment': 'id commitment_id verdict reasons claim_id true_on',
    'public.public_audit_head': 'number head at',
    'public.public_capacity': 'id partnership_id is_demo title amount comparator per kind as_of place place_key',
    'public.public_claim':
      'id partnership_id is_demo kind value quote sentence quote_offset language position span_start span_end document_id title publisher address published_on published_first taken_in_at sha256',
    'public.public_commitment':
      'id partnership_id is_demo kind title measure_key currency target comparator strength debtors creditors term term_last condition condition_state beneficiaries place stated_on withdrawn_on changed_at words delivered deliveries reported_on verdict verdict_on status_in_term status_after delivered_comparator proven per due_after condition_on condition_reasons place_key differences is_part part_of replaced_by meeting_id instrument_id article_id',
    'public.public_commitment_link':
      'commitment_id partnership_id meeting_id instrument_id article_id part_of replaced_by',
    'public.public_confirmation': 'delivery_id commitment_id organisation_id confirmed_as at',
    'public.public_correction':
      'id at partnership_id is_demo cause commitment_id delivery_id capacity_id title organisation_id fields before after reasons measure_key currency was_amount was_comparator was_period was_place replacement_id now_amount now_comparator now_period now_place',
    'public.public_delivery':
      'id commitment_id is_demo amount comparator period place reported_on is_from_records organisation_id side_id place_key is_agreed cell',
    'public.public_delivery_count': 'delivery_id commitment_id encounters breakdown counted_at counted_by',
    'public.public_dispute': 'id commitment_id claim_id partnership_id is_demo organisation_id side_id reasons at',
    'public.public_event': 'id at subject subject_id partnership_id is_demo',
    'public.public_ground':
      'part claim_id commitment_id delivery_id capacity_id id partnership_id is_demo kind value quote sentence quote_offset language position span_start span_end document_id title publisher address published_on published_first taken_in_at sha256 meeting_id instrument_id',
    'public.public_instrument':
      'id partnership_id is_demo kind title parties binding parent_relation parent_title parent_id languages covers covers_first covers_last state changed_at',
    'public.public_instrument_correction': 'id instrument_id step_id is_void state taken known_on reason at',
    'public.public_instrument_step':
      'id instrument_id position state taken taken_first taken_last known_on manner at claim_id',
    'public.public_meeting':
      'id partnership_id is_demo title state held held_first held_last starts_at ends_at zone reported_on manner place_key venue agenda minutes changed_at',
    'public.public_meeting_participant': 'id meeting_id position side_id organisation_id person_id name post part',
    'public.public_meeting_point': 'id meeting_id position side_id kind strength wording commitment_id',
    'public.public_mission':
      'id slug title languages state is_demo owner_organisation partnership_id changed_at visitors',
    'public.public_mission_hours':
      'id mission_id specialty day starts_at minutes capacity_per_hour kept_referred kept_children kept_disability room venue_id zone',
    'public.public_mission_place': 'hours_id place',
    'public.public_mission_result':
      'mission_id slug title is_demo partnership_id partnership partnership_names host_id commitment_id figures published_at',
    'public.public_mission_venue': 'id mission_id name place zone address',
    'public.public_mission_waiting': 'mission_id specialty people',
    'public.public_organisation': 'id kind country place names is_demo website place_key identifiers merged_into',
    'public.public_partnership': 'id slug names summary is_demo changed_at fields countries places languages since',
    'public.public_person': 'id names is_demo merged_into',
    'public.public_post': 'id person_id organisation_id title since until seen_on',
    'public.public_rate': 'base quote day rate source is_demo',
    'public.public_side': 'id partnership_id position names role',
    'public.public_side_organisation': 'side_id partnership_id organisation_id',
    'public.public_signatory': 'id instrument_id position organisation_id person_id name post signed',
    'public.public_standing': 'commitment_id partnership_id is_demo term_last status_in_term status_after',
    'public.public_unpromised': 'id partnership_id is_demo',
  } as Readonly<Record<string, string>>,
  /** Beside its own schema. */
  yntymaq_auth: [] as readonly string[],
  yntymaq_worker: [
    'public.audit_batch',
    'public.audit_clock',
    'public.audit_verification',
    'public.booking',
    'public.commitment',
    'public.correction',
    'public.delivery',
    'public.delivery_count',
    'public.encounter',
    'public.encounter_version',
    'public.event',
    'public.installation_setting',
    'public.measure',
    'public.mission',
    'public.mission_clinician',
    'public.mission_operation',
    'public.mission_room',
    'public.mission_session',
    'public.mission_venue',
    'public.mission_visitor',
    'public.organisation',
    'public.partnership',
    'public.person',
    'public.post',
    'public.projected_clock',
    'public.projected_visit',
    'public.retention_rule',
    'public.side',
    'public.side_organisation',
  ] as readonly string[],
  /** Roles, seals and who is deactivated: only functions of the database read them. */
  neverByTheApplication: [
    'public.membership',
    'public.actor_seal',
    'public.installation_administrator',
    'public.deactivated_person',
  ],
  /** Columns of these names that the application reads: the id of a token, the hash of a row, the keyed hash of an identifier. */
  hashesTheApplicationReads: ['public.access_record', 'public.event', 'public.fhir_audit_event', 'public.patient_key'],
  /**
   * Functions with the owner's rights that do not set where names are looked up, or that anybody may call. `sealed` only says
   * what `enter` sealed; `seal` names its table in full, and no role may call it.
   */
  openDefinerFunctions: ['seal(text,text)', 'sealed(text)'],
};
