package org.permanence.audit;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.validation.FhirValidator;
import ca.uhn.fhir.validation.ResultSeverityEnum;
import java.util.List;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// HL7's validator of FHIR R4, shared by all tests because it takes seconds to start.
final class FhirValidation {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final FhirValidator VALIDATOR = validator();

    private FhirValidation() {}

    /// The errors in the events. They are validated as one bundle, because the validator reads its code lists again
    /// for each call.
    static List<String> errorsOfAll(List<String> events) {
        ObjectNode bundle = JsonNodeFactory.instance.objectNode();
        bundle.put("resourceType", "Bundle");
        bundle.put("type", "collection");
        for (String event : events) {
            JsonNode resource = JSON.readTree(event);
            bundle.withArray("entry")
                    .addObject()
                    .put(
                            "fullUrl",
                            "https://permanence.example/AuditEvent/"
                                    + resource.path("id").asString())
                    .set("resource", resource);
        }
        return errors(bundle.toString());
    }

    /// The errors in a resource.
    static List<String> errors(String json) {
        return VALIDATOR.validateWithResult(json).getMessages().stream()
                .filter(found -> found.getSeverity().compareTo(ResultSeverityEnum.ERROR) >= 0)
                .map(Object::toString)
                .toList();
    }

    private static FhirValidator validator() {
        FhirContext context = FhirContext.forR4();
        var support = new ValidationSupportChain(
                new DefaultProfileValidationSupport(context),
                new CommonCodeSystemsTerminologyService(context),
                new InMemoryTerminologyServerValidationSupport(context));
        return context.newValidator().registerValidatorModule(new FhirInstanceValidator(support));
    }
}
