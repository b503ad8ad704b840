package org.permanence.settings;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.permanence.practice.Language;
import org.permanence.privacy.PersonalText;
import org.permanence.privacy.PhoneNumber;
import org.permanence.seal.PracticeRecipient;
import org.permanence.seal.SealException;
import org.permanence.text.Slug;
import org.permanence.triage.CallReason;
import org.permanence.triage.CallerStatus;
import org.permanence.triage.KeyAction;
import org.permanence.triage.OpeningStatus;
import org.permanence.triage.Route;
import org.permanence.triage.TriageResult;
import org.permanence.triage.Urgency;

/// The shapes of the settings' values.
final class ValueParsers {

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,7})(ms|s|m|h)");

    /// Asked of the JDK once: it makes a set of six hundred each time.
    private static final Set<String> TIME_ZONES = ZoneId.getAvailableZoneIds();

    private static final Pattern ENDPOINT_URL = Pattern.compile("(https?)://([a-z0-9.:\\[\\]-]{1,260})");

    private static final Pattern CLASSIFIES =
            Pattern.compile("(vital|urgent|unclear|routine)(?: about (" + Slug.SYNTAX + "))?");
    private static final Pattern LEADS_TO = Pattern.compile("ask (" + Slug.SYNTAX + ")");

    static final ValueParser<Integer> PORT = number(1, 65_535);
    static final ValueParser<Boolean> TRUE_FALSE = ValueParser.oneOf(List.of(true, false), String::valueOf);
    static final ValueParser<Boolean> YES_NO = ValueParser.oneOf(List.of(true, false), wish -> wish ? "yes" : "no");
    static final ValueParser<Language> LANGUAGE = ValueParser.oneOf(List.of(Language.values()), ValueParsers::wordOf);
    static final ValueParser<PhoneSettings.Encryption> ENCRYPTION = ValueParser.oneOf(
            List.of(PhoneSettings.Encryption.values()), one -> one.name().toLowerCase(Locale.ROOT));
    static final ValueParser<AsteriskSettings.AudioTapKind> AUDIO_TAP_KIND = ValueParser.oneOf(
            List.of(AsteriskSettings.AudioTapKind.values()),
            one -> one.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    static final ValueParser<Name> NAME = ValueParser.of(
            "1 to 40 lower-case letters, digits, '-', no telephone number",
            raw -> Name.isName(raw) ? Optional.of(new Name(raw)) : Optional.empty());
    static final ValueParser<PersonalText> DISPLAY_NAME = ValueParser.withoutEcho(
            "a name of 1 to 80 characters, no control characters",
            raw -> text(raw, 80).map(PersonalText::new));
    static final ValueParser<PersonalText> PROMPT_TEXT = ValueParser.withoutEcho(
            "1 to 1000 characters, no control characters",
            raw -> text(raw, 1000).map(PersonalText::new));
    static final ValueParser<PhoneNumber> PHONE_NUMBER =
            ValueParser.withoutEcho("E.164: a plus, then 6 to 15 digits", ValueParsers::phoneNumber);
    static final ValueParser<String> COUNTRY = ValueParser.of(
            "a country's two letters, such as FR",
            raw -> Optional.of(raw).filter(Set.of(Locale.getISOCountries())::contains));
    static final ValueParser<ZoneId> TIME_ZONE =
            ValueParser.of("a time zone with a name, such as Europe/Paris", ValueParsers::zone);
    static final ValueParser<Host> HOST = ValueParser.of("an IP address or a host's name", Host::parse);
    static final ValueParser<HostPort> HOST_PORT = ValueParser.of("host:port, such as 127.0.0.1:4573", HostPort::parse);
    static final ValueParser<CarrierNetwork> NETWORK =
            ValueParser.of("an IP address, or a network no wider than /16 (IPv6: /32)", CarrierNetwork::parse);
    static final ValueParser<String> ENDPOINT = ValueParser.withoutEcho(
            "16 to 40 lower-case hexadecimal digits, made at random", matching("[0-9a-f]{16,40}"));
    static final ValueParser<String> USER =
            ValueParser.of("1 to 40 letters, digits, '-', '_'", matching("[A-Za-z0-9_-]{1,40}"));
    static final ValueParser<String> POSTGRESQL_URL = ValueParser.withoutEcho(
            "jdbc:postgresql://host:port/database, without user or password in it", ValueParsers::postgresqlUrl);
    static final ValueParser<String> COMMAND_WORD =
            ValueParser.of("1 to 200 printable characters", matching("[\\x21-\\x7E]{1,200}"));
    static final ValueParser<String> VOICE =
            ValueParser.of("a voice's name, such as fr or mb-fr4", matching("[A-Za-z0-9_][A-Za-z0-9_+.-]{0,59}"));
    static final ValueParser<PracticeRecipient> RECIPIENT = ValueParser.withoutEcho(
            "a public key: perm-x25519: and 43 characters of base64url", ValueParsers::recipient);
    static final ValueParser<String> TOKEN_LABEL =
            ValueParser.of("1 to 32 lower-case letters, digits, '-'", matching("[a-z0-9-]{1,32}"));
    static final ValueParser<URI> STORE_ENDPOINT = ValueParser.withoutEcho(
            "https://host or https://host:port, nothing after it; http on loopback only", ValueParsers::storeEndpoint);
    static final ValueParser<String> BUCKET = ValueParser.of(
            "3 to 63 lower-case letters, digits, '-', '.'", matching("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]"));
    static final ValueParser<String> REGION =
            ValueParser.of("1 to 40 lower-case letters, digits, '-'", matching("[a-z0-9-]{1,40}"));
    static final ValueParser<TimeRange> TIME_RANGE =
            ValueParser.of("HH:MM-HH:MM, such as 08:00-12:00", TimeRange::parse);

    static final ValueParser<Urgency> URGENCY = ValueParser.oneOf(List.of(Urgency.values()), ValueParsers::wordOf);
    /// Of callers who cannot wait for long.
    static final ValueParser<Urgency> URGENT_OR_UNCLEAR =
            ValueParser.oneOf(List.of(Urgency.URGENT, Urgency.UNCLEAR), ValueParsers::wordOf);
    static final ValueParser<OpeningStatus> OPENING_STATUS =
            ValueParser.oneOf(List.of(OpeningStatus.values()), ValueParsers::wordOf);
    static final ValueParser<CallerStatus> CALLER_STATUS =
            ValueParser.oneOf(List.of(CallerStatus.values()), ValueParsers::wordOf);
    static final ValueParser<CallReason> CALL_REASON = ValueParser.of(
            "1 to 40 lower-case letters, digits, '-'",
            matching(Slug.SYNTAX).andThen(word -> word.map(CallReason::new)));
    static final ValueParser<KeyAction> KEY_ACTION = ValueParser.of(
            "vital, urgent, unclear or routine, perhaps `about` and a word; or `ask` and a question's name",
            ValueParsers::keyAction);
    static final ValueParser<Route> ROUTE = ValueParser.of(
            "queue, queue as urgent, on-call, transfer to LINE, message, announcement or fallback", RouteSyntax::parse);

    static final ValueParser<HolidayZone> HOLIDAY_ZONE = ValueParser.of(
            "a country or a part of it, by ISO 3166 in lower case, such as fr, fr-67, re, mg", HolidayZone::parse);

    private ValueParsers() {}

    /// A word as it is written in a file.
    static String wordOf(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

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

    static ValueParser<Integer> number(int from, int to) {
        return ValueParser.of(
                from + ".." + to,
                matching("0|[1-9][0-9]{0,8}")
                        .andThen(written ->
                                written.map(Integer::valueOf).filter(number -> from <= number && number <= to)));
    }

    /// A whole number and its unit; the limits are part of what was expected.
    static ValueParser<Duration> duration(String from, String to) {
        Duration shortest = duration(from).orElseThrow();
        Duration longest = duration(to).orElseThrow();
        return ValueParser.of(
                from + ".." + to + ", a number and its unit (ms, s, m, h)",
                raw -> duration(raw).filter(read -> read.compareTo(shortest) >= 0 && read.compareTo(longest) <= 0));
    }

    private static Optional<Duration> duration(String raw) {
        Matcher parts = DURATION.matcher(raw);
        if (!parts.matches()) {
            return Optional.empty();
        }
        long amount = Long.parseLong(parts.group(1));
        return Optional.of(
                switch (parts.group(2)) {
                    case "ms" -> Duration.ofMillis(amount);
                    case "s" -> Duration.ofSeconds(amount);
                    case "m" -> Duration.ofMinutes(amount);
                    default -> Duration.ofHours(amount);
                });
    }

    /// Nothing but scheme, host and port: a password written into it is no part of it.
    private static Optional<URI> storeEndpoint(String raw) {
        Matcher parts = ENDPOINT_URL.matcher(raw);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String place = parts.group(2);
        return HostPort.parse(place)
                .map(HostPort::host)
                .or(() -> Host.parse(place))
                .filter(host -> parts.group(1).equals("https") || host.isLoopback())
                .map(_ -> URI.create(raw));
    }

    private static Optional<ZoneId> zone(String raw) {
        try {
            // An offset (+01:00) is refused: it is wrong for half of the year.
            return Optional.of(raw).filter(TIME_ZONES::contains).map(ZoneId::of);
        } catch (DateTimeException _) {
            return Optional.empty(); // The JDK lists it and cannot load it: as good as unknown.
        }
    }

    private static Optional<PhoneNumber> phoneNumber(String raw) {
        try {
            return Optional.of(PhoneNumber.parse(raw));
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // The shape says what was expected.
        }
    }

    private static Optional<PracticeRecipient> recipient(String raw) {
        try {
            return Optional.of(PracticeRecipient.parse(raw));
        } catch (SealException _) {
            return Optional.empty(); // The shape says what was expected.
        }
    }

    private static Optional<String> postgresqlUrl(String raw) {
        return Optional.of(raw)
                .filter(url -> url.matches("jdbc:postgresql://[\\x21-\\x7E&&[^@]]{1,400}"))
                .filter(url -> !Pattern.compile("(?i)[?&](user|password)=")
                        .matcher(url)
                        .find());
    }

    private static Optional<String> text(String raw, int longest) {
        boolean readable =
                !raw.isBlank() && raw.length() <= longest && raw.codePoints().noneMatch(ValueParsers::isUnprintable);
        return readable ? Optional.of(raw.strip()) : Optional.empty();
    }

    /// Controls, and the marks that make text read otherwise than it looks. A line break is a control too.
    private static boolean isUnprintable(int codePoint) {
        return Character.isISOControl(codePoint)
                || Character.getType(codePoint) == Character.FORMAT
                || Character.getType(codePoint) == Character.SURROGATE
                || Character.getType(codePoint) == Character.LINE_SEPARATOR
                || Character.getType(codePoint) == Character.PARAGRAPH_SEPARATOR;
    }

    /// Texts that are wholly of a pattern, which is compiled once: a house has thousands of values.
    private static Function<String, Optional<String>> matching(String pattern) {
        Predicate<String> whole = Pattern.compile(pattern).asMatchPredicate();
        return raw -> Optional.of(raw).filter(whole);
    }
}
