package org.permanence.approval;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.permanence.access.Deed;
import org.permanence.text.EnumWords;

/// Says what a person asks for, so that the second person knows what they approve.
final class ApprovalWords {

    private ApprovalWords() {}

    /// The deed as an order, then every parameter that the order does not name.
    static String of(Parameters parameters) {
        Map<String, String> rest = new LinkedHashMap<>(parameters.values());
        String order = order(parameters.deed(), rest);
        return rest.isEmpty()
                ? order
                : order + "; "
                        + rest.entrySet().stream()
                                .map(value -> value.getKey() + ": " + value.getValue())
                                .collect(Collectors.joining("; "));
    }

    /// Takes the parameters that it names.
    private static String order(Deed deed, Map<String, String> rest) {
        return switch (deed) {
            case EXPORT_RECORDING -> export("recording", rest);
            case EXPORT_MESSAGE -> export("message", rest);
            case SHORTEN_RETENTION ->
                "Keep recordings, messages and notes of " + take(rest, "object") + " for "
                        + take(rest, "retention-days") + " days instead of " + take(rest, "retention-days-before")
                        + ", by the practice file with the SHA-256 " + take(rest, "sha256");
            case ERASE_PATIENT ->
                "Erase the patient with the number " + take(rest, "body") + " at " + take(rest, "practice")
                        + ": recordings, messages, callbacks and blocks. It cannot be undone";
            case REMOVE_FACTOR ->
                "Take all factors (password, codes, passkeys) and enrolled devices from " + take(rest, "object")
                        + ", and invite them to choose others";
            default -> EnumWords.of(deed);
        };
    }

    private static String export(String kind, Map<String, String> rest) {
        return "Export the " + kind + " " + take(rest, "object") + " of " + take(rest, "practice")
                + " as a file that only the holders of these keys can open: "
                + take(rest, "recipients").replace(",", ", ");
    }

    private static String take(Map<String, String> rest, String name) {
        String value = rest.remove(name);
        return value == null ? "(no " + name + ")" : value;
    }
}
