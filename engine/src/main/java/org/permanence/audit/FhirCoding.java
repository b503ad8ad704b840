package org.permanence.audit;

import org.permanence.access.Purpose;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A code of a public code system, as FHIR writes it.
record FhirCoding(String system, String code, String display) {

    private static final String TERMS = "http://terminology.hl7.org/CodeSystem/";
    private static final String DICOM = "http://dicom.nema.org/resources/ontology/DCM";

    static final FhirCoding REST = new FhirCoding(TERMS + "audit-event-type", "rest", "RESTful Operation");
    static final FhirCoding EXPORT = new FhirCoding(DICOM, "110106", "Export");
    static final FhirCoding LOG_USED = new FhirCoding(DICOM, "110101", "Audit Log Used");
    static final FhirCoding AUTHENTICATION = new FhirCoding(DICOM, "110114", "User Authentication");
    static final FhirCoding LOGIN = new FhirCoding(DICOM, "110122", "Login");
    static final FhirCoding LOGOUT = new FhirCoding(DICOM, "110123", "Logout");
    static final FhirCoding DISCLOSE =
            new FhirCoding(TERMS + "iso-21089-lifecycle", "disclose", "Disclose Record Lifecycle Event");
    static final FhirCoding TRANSMIT =
            new FhirCoding(TERMS + "iso-21089-lifecycle", "transmit", "Transmit Record Lifecycle Event");

    static final FhirCoding SOURCE = new FhirCoding(DICOM, "110153", "Source Role ID");
    static final FhirCoding DESTINATION = new FhirCoding(DICOM, "110152", "Destination Role ID");
    static final FhirCoding APPLICATION = new FhirCoding(DICOM, "110150", "Application");
    static final FhirCoding CUSTODIAN = new FhirCoding(TERMS + "provenance-participant-type", "custodian", "Custodian");
    static final FhirCoding USER = new FhirCoding(TERMS + "v3-ParticipationType", "IRCP", "information recipient");
    static final FhirCoding APPLICATION_SERVER =
            new FhirCoding(TERMS + "security-source-type", "4", "Application Server");

    static final FhirCoding PERSON = new FhirCoding(TERMS + "audit-entity-type", "1", "Person");
    static final FhirCoding SYSTEM_OBJECT = new FhirCoding(TERMS + "audit-entity-type", "2", "System Object");
    static final FhirCoding PATIENT = new FhirCoding(TERMS + "object-role", "1", "Patient");
    static final FhirCoding REPORT = new FhirCoding(TERMS + "object-role", "3", "Report");
    static final FhirCoding DOMAIN_RESOURCE = new FhirCoding(TERMS + "object-role", "4", "Domain Resource");
    static final FhirCoding QUERY = new FhirCoding(TERMS + "object-role", "24", "Query");

    static FhirCoding interaction(String code) {
        return new FhirCoding("http://hl7.org/fhir/restful-interaction", code, code);
    }

    static FhirCoding of(Purpose purpose) {
        return switch (purpose) {
            case TREAT -> purposeOfUse("TREAT", "treatment");
            case ETREAT -> purposeOfUse("ETREAT", "Emergency Treatment");
            case HOPERAT -> purposeOfUse("HOPERAT", "healthcare operations");
            case HLEGAL -> purposeOfUse("HLEGAL", "legal");
            case HCOMPL -> purposeOfUse("HCOMPL", "health compliance");
            case HTRAIN -> purposeOfUse("TRAIN", "training"); // HL7 has no HTRAIN.
            case PATRQT -> purposeOfUse("PATRQT", "patient requested");
            case HSYSADMIN -> purposeOfUse("HSYSADMIN", "health system administration");
        };
    }

    private static FhirCoding purposeOfUse(String code, String display) {
        return new FhirCoding(TERMS + "v3-ActReason", code, display);
    }

    ObjectNode toJson() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("system", system)
                .put("code", code)
                .put("display", display);
    }
}
