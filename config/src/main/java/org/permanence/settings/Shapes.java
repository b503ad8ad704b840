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
import org.permanence.triage.CallReason;
import org.permanence.triage.CallerStatus;
import org.permanence.triage.KeyAction;
import org.permanence.triage.OpeningStatus;
import org.permanence.triage.Route;
import org.permanence.triage.TriageResult;
import org.permanence.triage.Urgency;

/// The shapes of the settings' values.
final class Shapes {

    private static final Pattern DURATION = Pattern.compile("([0-9]{1,7})(ms|s|m|h)");

    /// Asked of the JDK once: it makes a set of six hundred each time.
    private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();

    private static final Pattern STORE = Pattern.compile("(https?)://([a-z0-9.:\\[\\]-]{1,260})");

    private static final String WORDS = "[a-z0-9][a-z0-9-]{0,39}";
    private static final Pattern SAYS = Pattern.compile("(vital|urgent|unclear|routine)(?: about (" + WORDS + "))?");
    private static final Pattern ASKS = Pattern.compile("ask (" + WORDS + ")");

    static final Shape<Integer> PORT = number(1, 65_535);
    static final Shape<Boolean> YES_OR_NO = Shape.word(List.of(true, false), String::valueOf);
    static final Shape<Boolean> WISH = Shape.word(List.of(true, false), wish -> wish ? "yes" : "no");
    static final Shape<Language> LANGUAGE = Shape.word(List.of(Language.values()), Shapes::word);
    static final Shape<Phone.Profile> PROFILE =
            Shape.word(List.of(Phone.Profile.values()), one -> one.name().toLowerCase(Locale.ROOT));
    static final Shape<AsteriskSettings.Hear> HEAR = Shape.word(
            List.of(AsteriskSettings.Hear.values()),
            one -> one.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    static final Shape<Name> NAME = Shape.of(
            "1 to 40 lower-case letters, digits, '-', no telephone number",
            raw -> Name.isName(raw) ? Optional.of(new Name(raw)) : Optional.empty());
    static final Shape<PersonalText> PERSON = Shape.hidden(
            "a name of 1 to 80 characters, no control characters",
            raw -> text(raw, 80).map(PersonalText::new));
    static final Shape<PersonalText> SPOKEN = Shape.hidden(
            "1 to 1000 characters, no control characters",
            raw -> text(raw, 1000).map(PersonalText::new));
    static final Shape<PhoneNumber> NUMBER = Shape.hidden("E.164: a plus, then 6 to 15 digits", Shapes::phoneNumber);
    static final Shape<String> COUNTRY = Shape.of(
            "a country's two letters, such as FR",
            raw -> Optional.of(raw).filter(Set.of(Locale.getISOCountries())::contains));
    static final Shape<ZoneId> ZONE = Shape.of("a time zone with a name, such as Europe/Paris", Shapes::zone);
    static final Shape<Host> HOST = Shape.of("an IP address or a host's name", Host::read);
    static final Shape<HostPort> HOST_PORT = Shape.of("host:port, such as 127.0.0.1:4573", HostPort::read);
    static final Shape<Network> NETWORK =
            Shape.of("an IP address, or a network no wider than /16 (IPv6: /32)", Network::read);
    static final Shape<String> ENDPOINT =
            Shape.hidden("16 to 40 lower-case hexadecimal digits, made at random", matching("[0-9a-f]{16,40}"));
    static final Shape<String> USER = Shape.of("1 to 40 letters, digits, '-', '_'", matching("[A-Za-z0-9_-]{1,40}"));
    static final Shape<String> POSTGRESQL_URL =
            Shape.hidden("jdbc:postgresql://host:port/database, without user or password in it", Shapes::postgresqlUrl);
    static final Shape<String> WORD = Shape.of("1 to 200 printable characters", matching("[\\x21-\\x7E]{1,200}"));
    static final Shape<String> VOICE =
            Shape.of("a voice's name, such as fr or mb-fr4", matching("[A-Za-z0-9_][A-Za-z0-9_+.-]{0,59}"));
    static final Shape<PracticeRecipient> RECIPIENT =
            Shape.hidden("a public key: perm-x25519: and 43 characters of base64url", Shapes::recipient);
    static final Shape<String> TOKEN_LABEL =
            Shape.of("1 to 32 lower-case letters, digits, '-'", matching("[a-z0-9-]{1,32}"));
    static final Shape<URI> STORE_ENDPOINT = Shape.hidden(
            "https://host or https://host:port, nothing after it; http on loopback only", Shapes::storeEndpoint);
    static final Shape<String> BUCKET =
            Shape.of("3 to 63 lower-case letters, digits, '-', '.'", matching("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]"));
    static final Shape<String> REGION =
            Shape.of("1 to 40 lower-case letters, digits, '-'", matching("[a-z0-9-]{1,40}"));
    static final Shape<Interval> INTERVAL = Shape.of("HH:MM-HH:MM, such as 08:00-12:00", Interval::read);

    static final Shape<Urgency> URGENCY = Shape.word(List.of(Urgency.values()), Shapes::word);
    /// Of callers who cannot wait for long.
    static final Shape<Urgency> IN_NEED = Shape.word(List.of(Urgency.URGENT, Urgency.UNCLEAR), Shapes::word);
    static final Shape<OpeningStatus> DOOR = Shape.word(List.of(OpeningStatus.values()), Shapes::word);
    static final Shape<CallerStatus> ACQUAINTANCE = Shape.word(List.of(CallerStatus.values()), Shapes::word);
    static final Shape<CallReason> MATTER = Shape.of(
            "1 to 40 lower-case letters, digits, '-'", matching(WORDS).andThen(word -> word.map(CallReason::new)));
    static final Shape<KeyAction> MEANING = Shape.of(
            "vital, urgent, unclear or routine, perhaps `about` and a word; or `ask` and a question's name",
            Shapes::meaning);
    static final Shape<Route> ROUTE = Shape.of(
            "queue, queue as urgent, on-call, transfer to LINE, message, announcement or fallback", RouteWords::read);

    static final Shape<HolidayZone> HOLIDAY_ZONE = Shape.of(
            "a country or a part of it, by ISO 3166 in lower case, such as fr, fr-67, re, mg", HolidayZone::read);

    private Shapes() {}

    /// A word as it is written in a file.
    static String word(Enum<?> word) {
        return word.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Optional<KeyAction> meaning(String raw) {
        Matcher says = SAYS.matcher(raw);
        Matcher asks = ASKS.matcher(raw);
        if (says.matches()) {
            var urgency = Urgency.valueOf(says.group(1).toUpperCase(Locale.ROOT));
            return Optional.of(new KeyAction.Classifies(
                    new TriageResult(urgency, Optional.ofNullable(says.group(2)).map(CallReason::new))));
        }
        return asks.matches() ? Optional.of(new KeyAction.LeadsTo(asks.group(1))) : Optional.empty();
    }

    static Shape<Integer> number(int from, int to) {
        return Shape.of(
                from + ".." + to,
                matching("0|[1-9][0-9]{0,8}")
                        .andThen(written ->
                                written.map(Integer::valueOf).filter(number -> from <= number && number <= to)));
    }

    /// A whole number and its unit; the limits are part of what was expected.
    static Shape<Duration> duration(String from, String to) {
        Duration shortest = duration(from).orElseThrow();
        Duration longest = duration(to).orElseThrow();
        return Shape.of(
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
        Matcher parts = STORE.matcher(raw);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String place = parts.group(2);
        return HostPort.read(place)
                .map(HostPort::host)
                .or(() -> Host.read(place))
                .filter(host -> parts.group(1).equals("https") || host.isLoopback())
                .map(_ -> URI.create(raw));
    }

    private static Optional<ZoneId> zone(String raw) {
        try {
            // An offset (+01:00) is refused: it is wrong for half of the year.
            return Optional.of(raw).filter(ZONES::contains).map(ZoneId::of);
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
                !raw.isBlank() && raw.length() <= longest && raw.codePoints().noneMatch(Shapes::unspeakable);
        return readable ? Optional.of(raw.strip()) : Optional.empty();
    }

    /// Controls, and the marks that make text read otherwise than it looks. A line break is a control too.
    private static boolean unspeakable(int codePoint) {
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
