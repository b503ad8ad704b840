package org.permanence.practicefile;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.permanence.privacy.PersonalText;

/// The name of a practice, and the texts that its callers hear.
///
/// @param questions by the name of the question, in the order of asking
public record PracticeTexts(
        PersonalText name,
        LocalizedPrompt greeting,
        LocalizedPrompt closedAnnouncement,
        Map<String, LocalizedPrompt> questions) {

    public PracticeTexts {
        questions = Collections.unmodifiableMap(new LinkedHashMap<>(questions));
    }
}
