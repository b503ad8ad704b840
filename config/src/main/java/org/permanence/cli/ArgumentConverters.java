package org.permanence.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.function.Function;
import org.permanence.access.Deed;
import org.permanence.access.MachineDeed;
import org.permanence.access.Place;
import org.permanence.access.Purpose;
import org.permanence.access.Role;
import org.permanence.approval.ApprovalId;
import org.permanence.assistant.Login;
import org.permanence.breakglass.BreakGlass.Verdict;
import org.permanence.breakglass.BreakGlassId;
import org.permanence.call.CallId;
import org.permanence.practice.PracticeId;
import org.permanence.practice.TeamId;
import org.permanence.seal.NoteId;
import org.permanence.seal.RecordingId;
import org.permanence.text.EnumWords;
import org.permanence.yaml.Name;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Parses the arguments of all commands, so that no unchecked text reaches a path. An error message says what is
/// expected; it does not repeat the argument, which may be a telephone number.
final class ArgumentConverters {

    private static final String NAME_SYNTAX = "1 to 40 lower-case letters, digits and '-'";

    private static final String PURPOSES = "one of " + String.join(", ", EnumWords.all(Purpose.class));

    private ArgumentConverters() {}

    static void register(CommandLine commands) {
        commands.registerConverter(Name.class, converter(Name::new, NAME_SYNTAX))
                .registerConverter(PracticeId.class, converter(PracticeId::new, NAME_SYNTAX))
                .registerConverter(TeamId.class, converter(TeamId::new, NAME_SYNTAX))
                .registerConverter(Login.class, converter(Login::new, NAME_SYNTAX))
                .registerConverter(Role.class, converter(word -> word(Role.class, word), "a role of permanence rights"))
                .registerConverter(
                        Purpose.class, converter(word -> word(Purpose.class, word.toLowerCase(Locale.ROOT)), PURPOSES))
                .registerConverter(Deed.class, converter(word -> word(Deed.class, word), "a deed of permanence rights"))
                .registerConverter(
                        MachineDeed.class,
                        converter(word -> word(MachineDeed.class, word), "one of " + EnumWords.all(MachineDeed.class)))
                .registerConverter(Place.class, converter(Place::parse, "practice:NAME, team:NAME or installation"))
                .registerConverter(CallId.class, converter(CallId::new, "a call's id, as shown by journal"))
                .registerConverter(NoteId.class, converter(NoteId::new, "an id, as shown by list"))
                .registerConverter(RecordingId.class, converter(RecordingId::new, "an id, as shown by list"))
                .registerConverter(ApprovalId.class, converter(ApprovalId::new, "an id, as shown by approval list"))
                .registerConverter(
                        BreakGlassId.class, converter(BreakGlassId::new, "an id, as shown by break-glass list"))
                .registerConverter(
                        Verdict.class,
                        converter(word -> word(Verdict.class, word), "one of " + EnumWords.all(Verdict.class)))
                .registerConverter(Instant.class, converter(Instant::parse, "a UTC time such as 2026-11-01T00:00:00Z"))
                .registerConverter(LocalDate.class, converter(LocalDate::parse, "a date such as 2026-12-25"))
                .registerConverter(
                        LocalDateTime.class,
                        converter(LocalDateTime::parse, "a local date and time such as 2026-12-25T14:00"));
    }

    private static <E extends Enum<E>> E word(Class<E> type, String word) {
        return EnumWords.parse(type, word).orElseThrow(IllegalArgumentException::new);
    }

    private static <T> ITypeConverter<T> converter(Function<String, T> parser, String expected) {
        return argument -> {
            try {
                return parser.apply(argument);
            } catch (IllegalArgumentException | DateTimeException _) {
                throw new TypeConversionException("invalid (expected: " + expected + ")");
            }
        };
    }
}
