package org.permanence.approval;

import java.util.Map;
import org.permanence.practice.PracticeSource;
import org.permanence.practice.ShorterRetention;

/// The parameters that the body of a request has, by the names that [ApprovalWords] uses.
public final class BodyParameters {

    private BodyParameters() {}

    /// The body as it is, such as a telephone number; none if it is empty.
    public static Map<String, String> of(String body) {
        String text = body.strip();
        return text.isEmpty() ? Map.of() : Map.of("body", text);
    }

    /// A practice file that shortens the retention. Its digest stands for the text, which is too long to be shown.
    ///
    /// @param reason of the change
    public static Map<String, String> of(PracticeSource source, ShorterRetention shorter, String reason) {
        return Map.of(
                "retention-days", Integer.toString(shorter.days()),
                "retention-days-before", Integer.toString(shorter.before()),
                "sha256", source.sha256(),
                "reason", reason);
    }
}
