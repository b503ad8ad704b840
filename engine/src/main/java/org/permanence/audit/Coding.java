package org.permanence.audit;

import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A word of somebody else's list, as FHIR writes it.
record Coding(String system, String code, String display) {

    private static final String TERMS = "http://terminology.hl7.org/CodeSystem/";
    private static final String DICOM = "http://dicom.nema.org/resources/ontology/DCM";

    static final Coding REST = new Coding(TERMS + "audit-event-type", "rest", "RESTful Operation");
    static final Coding EXPORT = new Coding(DICOM, "110106", "Export");
    static final Coding LOG_USED = new Coding(DICOM, "110101", "Audit Log Used");
    static final Coding DISCLOSE =
            new Coding(TERMS + "iso-21089-lifecycle", "disclose", "Disclose Record Lifecycle Event");

    static final Coding SOURCE = new Coding(DICOM, "110153", "Source Role ID");
    static final Coding DESTINATION = new Coding(DICOM, "110152", "Destination Role ID");
    static final Coding APPLICATION = new Coding(DICOM, "110150", "Application");
    static final Coding CUSTODIAN = new Coding(TERMS + "provenance-participant-type", "custodian", "Custodian");
    static final Coding USER = new Coding(TERMS + "v3-ParticipationType", "IRCP", "information recipient");
    static final Coding APPLICATION_SERVER = new Coding(TERMS + "security-source-type", "4", "Application Server");

    static final Coding PERSON = new Coding(TERMS + "audit-entity-type", "1", "Person");
    static final Coding SYSTEM_OBJECT = new Coding(TERMS + "audit-entity-type", "2", "System Object");
    static final Coding PATIENT = new Coding(TERMS + "object-role", "1", "Patient");
    static final Coding REPORT = new Coding(TERMS + "object-role", "3", "Report");
    static final Coding DOMAIN_RESOURCE = new Coding(TERMS + "object-role", "4", "Domain Resource");
    static final Coding QUERIED = new Coding(TERMS + "object-role", "24", "Query");

    static Coding interaction(String code) {
        return new Coding("http://hl7.org/fhir/restful-interaction", code, code);
    }

    static Coding of(Purpose purpose) {
        return switch (purpose) {
            case TREAT -> reason("TREAT", "treatment");
            case ETREAT -> reason("ETREAT", "Emergency Treatment");
            case HOPERAT -> reason("HOPERAT", "healthcare operations");
            case HLEGAL -> reason("HLEGAL", "legal");
            case HCOMPL -> reason("HCOMPL", "health compliance");
            case HTRAIN -> reason("TRAIN", "training"); // What HL7 calls it.
            case PATRQT -> reason("PATRQT", "patient requested");
            case HSYSADMIN -> reason("HSYSADMIN", "health system administration");
        };
    }

    private static Coding reason(String code, String display) {
        return new Coding(TERMS + "v3-ActReason", code, display);
    }

    ObjectNode node() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("system", system)
                .put("code", code)
                .put("display", display);
    }
}
