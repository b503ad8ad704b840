package org.permanence.practicefile;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.permanence.practice.Language;
import org.permanence.privacy.PersonalText;
import org.permanence.privacy.PhoneNumber;
import org.permanence.seal.PracticeRecipient;
import org.permanence.seal.SealException;
import org.permanence.text.EnumWords;
import org.permanence.text.Slug;
import org.permanence.triage.CallReason;
import org.permanence.triage.CallerStatus;
import org.permanence.triage.KeyAction;
import org.permanence.triage.OpeningStatus;
import org.permanence.triage.TriageResult;
import org.permanence.triage.Urgency;
import org.permanence.yaml.ValueParser;
import org.permanence.yaml.ValueParsers;

/// Parsers of the trade's values: languages, telephone numbers, urgencies, reasons for a call.
public final class PracticeParsers {

    private static final Pattern CLASSIFIES =
            Pattern.compile("(vital|urgent|unclear|routine)(?: about (" + Slug.SYNTAX + "))?");
    private static final Pattern LEADS_TO = Pattern.compile("question (" + Slug.SYNTAX + ")");

    public static final ValueParser<Language> LANGUAGE = ValueParsers.enumWord(Language.class);
    public static final ValueParser<PersonalText> DISPLAY_NAME = ValueParser.withoutEcho(
            "a name of 1 to 80 characters, no control characters",
            raw -> ValueParsers.text(raw, 80).map(PersonalText::new));
    static final ValueParser<PersonalText> PROMPT_TEXT = ValueParser.withoutEcho(
            "1 to 1000 characters, no control characters",
            raw -> ValueParsers.text(raw, 1000).map(PersonalText::new));
    public static final ValueParser<PhoneNumber> PHONE_NUMBER =
            ValueParser.withoutEcho("E.164: a plus, then 6 to 15 digits", PracticeParsers::phoneNumber);
    static final ValueParser<PracticeRecipient> RECIPIENT = ValueParser.withoutEcho(
            "a public key: perm-x25519: and 43 characters of base64url", PracticeParsers::recipient);
    static final ValueParser<Urgency> URGENCY = ValueParsers.enumWord(Urgency.class);

    /// The urgencies of callers who cannot wait long.
    static final ValueParser<Urgency> URGENT_OR_UNCLEAR =
            ValueParser.oneOf(List.of(Urgency.URGENT, Urgency.UNCLEAR), EnumWords::of);
    static final ValueParser<OpeningStatus> OPENING_STATUS = ValueParsers.enumWord(OpeningStatus.class);
    static final ValueParser<CallerStatus> CALLER_STATUS = ValueParsers.enumWord(CallerStatus.class);
    static final ValueParser<CallReason> CALL_REASON = ValueParser.of(
            "1 to 40 lower-case letters, digits, '-'",
            ValueParsers.matching(Slug.SYNTAX).andThen(word -> word.map(CallReason::new)));
    static final ValueParser<KeyAction> KEY_ACTION = ValueParser.of(
            "vital, urgent, unclear or routine, perhaps `about` and a reason; or `question` and the name of a later question",
            PracticeParsers::keyAction);

    private PracticeParsers() {}

    private static Optional<KeyAction> keyAction(String raw) {
        Matcher says = CLASSIFIES.matcher(raw);
        Matcher asks = LEADS_TO.matcher(raw);
        if (says.matches()) {
            var urgency = Urgency.valueOf(says.group(1).toUpperCase(Locale.ROOT));
            return Optional.of(new KeyAction.Classifies(
                    new TriageResult(urgency, Optional.ofNullable(says.group(2)).map(CallReason::new))));
        }
        return asks.matches() ? Optional.of(new KeyAction.LeadsTo(asks.group(1))) : Optional.empty();
    }

    private static Optional<PhoneNumber> phoneNumber(String raw) {
        try {
            return Optional.of(PhoneNumber.parse(raw));
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // The parser reports what was expected.
        }
    }

    private static Optional<PracticeRecipient> recipient(String raw) {
        try {
            return Optional.of(PracticeRecipient.parse(raw));
        } catch (SealException _) {
            return Optional.empty(); // The parser reports what was expected.
        }
    }
}
