package org.permanence.rules;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.permanence.log.LogKey;
import org.permanence.privacy.DataClass;
import org.permanence.text.EnumWords;

/// Each key of the log and each tag of a metric is declared with its data class.
@AnalyzeClasses(
        packages = "org.permanence",
        importOptions = {DoNotIncludeTests.class, ArchitectureTest.ExcludeTestJars.class})
class LogAndMetricClassesTest {

    private static final Pattern LOGGED = Pattern.compile("\\.\\s*addKeyValue\\(\\s*([^,]*),");
    private static final Pattern LITERAL = Pattern.compile("\"([a-z0-9-]+)\"");

    /// Tags as two strings would bypass [org.permanence.metrics.MetricTag].
    @ArchTest
    static final ArchRule tagsOfMetricsAreDeclared = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("org.permanence.metrics.MetricTag")
            .should()
            .callMethodWhere(describe("a tag of a metric is written as text", LogAndMetricClassesTest::writesATag));

    @Test
    void everyKeyOfTheLogIsDeclared() {
        Set<String> undeclared = new TreeSet<>(loggedKeys());
        undeclared.removeAll(EnumWords.all(LogKey.class));
        assertEquals(Set.of(), undeclared, "declare them in LogKey, with their class");
    }

    @Test
    void everyDeclaredKeyIsLogged() {
        Set<String> unused = new TreeSet<>(EnumWords.all(LogKey.class));
        unused.removeAll(loggedKeys());
        assertEquals(Set.of(), unused);
    }

    @Test
    void theLogHasNoDataAboutPersons() {
        assertEquals(
                List.of(),
                Arrays.stream(LogKey.values())
                        .filter(key -> key.dataClass() != DataClass.NONE)
                        .toList());
    }

    /// A key that is no literal is returned as it is written.
    private static List<String> loggedKeys() {
        List<String> keys = new ArrayList<>();
        MainSources.below("org/permanence").forEach(source -> {
            Matcher logged = LOGGED.matcher(MainSources.text(source));
            while (logged.find()) {
                Matcher literal = LITERAL.matcher(logged.group(1));
                keys.add(literal.matches() ? literal.group(1) : logged.group(1));
            }
        });
        return keys;
    }

    /// Whether tags are given to the library other than as [io.micrometer.core.instrument.Tag]s.
    private static boolean writesATag(JavaCall<?> call) {
        if (!call.getTargetOwner().getPackageName().startsWith("io.micrometer.")) {
            return false;
        }
        List<JavaClass> parameters = call.getTarget().getRawParameterTypes();
        boolean isTagOfABuilder = call.getName().equals("tag");
        boolean hasWords = parameters.stream().anyMatch(type -> type.isEquivalentTo(String[].class));
        boolean makesTags = call.getTargetOwner().getSimpleName().matches("Tags?");
        return isTagOfABuilder || hasWords || makesTags;
    }
}
