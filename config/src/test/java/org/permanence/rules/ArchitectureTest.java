package org.permanence.rules;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.properties.HasName;
import com.tngtech.archunit.core.domain.properties.HasOwner;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.GeneralCodingRules;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.permanence.access.Policy;
import org.permanence.access.PracticeScope;
import org.permanence.call.CallEnded;
import org.permanence.practice.PracticeId;
import org.permanence.privacy.PersonalText;
import org.permanence.privacy.PhoneNumber;
import org.permanence.seal.KeyChain;
import org.permanence.seal.KeyRelease;
import org.permanence.seal.RecordingId;
import org.permanence.seal.WrappedKey;

@AnalyzeClasses(
        packages = "org.permanence",
        importOptions = {DoNotIncludeTests.class, ArchitectureTest.ExcludeTestJars.class})
class ArchitectureTest {

    /// The engine's test vocabulary comes in a jar of its own.
    static final class ExcludeTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static final String CONFIGURATION_GENERATOR = "org.permanence.adapter.configuration..";

    private static final String[] ADAPTER_DEPENDENCIES = {
        "org.permanence.adapter.agi..",
        "org.permanence.adapter.ami..",
        "org.permanence.adapter.asterisk..",
        "org.permanence.adapter.audio..",
        "org.permanence.adapter.audiosocket..",
        "org.permanence.call..",
        "org.permanence.durable..",
        "org.permanence.flow..",
        "org.permanence.privacy..",
        "org.permanence.text..",
        "java..",
        "javax.net.ssl..",
        "io.netty..",
        "org.slf4j..",
        "org.jspecify.."
    };

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles =
            slices().matching("org.permanence.(*)..").should().beFreeOfCycles();

    /// The packages of the engine module. A package of main code is in exactly one of the two lists.
    private static final List<String> ENGINE = List.of(
            "access",
            "approval",
            "assistant",
            "attachment",
            "audit",
            "blocking",
            "breakglass",
            "call",
            "callback",
            "contact",
            "durable",
            "flow",
            "gates",
            "journal",
            "message",
            "metrics",
            "note",
            "oncall",
            "people",
            "practice",
            "privacy",
            "queue",
            "recording",
            "retention",
            "routing",
            "seal",
            "signin",
            "store",
            "text",
            "transfer",
            "triage",
            "verify",
            "waittime");

    private static final List<String> AROUND_THE_ENGINE = List.of(
            "adapter",
            "console",
            "dialplan",
            "yaml",
            "practicefile",
            "settings",
            "http",
            "management",
            "publish",
            "prompts",
            "cli",
            "boot",
            "log",
            "s3");

    @ArchTest
    static final ArchRule noPackageDependsOnTheCommandLine = noClasses()
            .that()
            .resideOutsideOfPackage("org.permanence.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.permanence.cli..");

    @ArchTest
    static final ArchRule managementUsesTheRestOfTheApplicationThroughPortsOfTheEngine = noClasses()
            .that()
            .resideInAPackage("org.permanence.management..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.permanence.adapter..",
                    "org.permanence.boot..",
                    "org.permanence.dialplan..",
                    "org.permanence.prompts..",
                    "org.permanence.publish..",
                    "org.permanence.store..");

    @ArchTest
    static final ArchRule publishingUsesTheRestOfTheApplicationThroughPortsOfTheEngine = noClasses()
            .that()
            .resideInAPackage("org.permanence.publish..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.permanence.adapter..",
                    "org.permanence.boot..",
                    "org.permanence.dialplan..",
                    "org.permanence.management..",
                    "org.permanence.prompts..",
                    "org.permanence.store..");

    @ArchTest
    static final ArchRule promptsDependOnNeitherWiringManagementNorPublishing = noClasses()
            .that()
            .resideInAPackage("org.permanence.prompts..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.permanence.boot..",
                    "org.permanence.dialplan..",
                    "org.permanence.management..",
                    "org.permanence.publish..",
                    "org.permanence.store..");

    /// Each half-sent request takes one of its threads: docs/decisions/0022.
    @ArchTest
    static final ArchRule httpServerOfTheJdkIsNotUsed =
            noClasses().should().dependOnClassesThat().resideInAPackage("com.sun.net.httpserver..");

    @ArchTest
    static final ArchRule httpKnowsNothingOfTheApplication = noClasses()
            .that()
            .resideInAPackage("org.permanence.http..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.permanence..")
                    .and(DescribedPredicate.not(resideInAnyPackage("org.permanence.http.."))));

    @ArchTest
    static final ArchRule httpClientIsUsedOnlyByTheCommandLine = usedOnlyIn("java.net.http..", "org.permanence.cli..");

    @ArchTest
    static final ArchRule engineDependsOnNothingAroundIt = noClasses()
            .that(resideInAnyPackage(packages(ENGINE)))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(packages(AROUND_THE_ENGINE));

    @ArchTest
    static void everyPackageIsInOneOfTheLists(JavaClasses all) {
        List<String> missing = all.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith("org.permanence."))
                .map(name -> name.replaceFirst("^org\\.permanence\\.", "").replaceFirst("\\..*", ""))
                .distinct()
                .filter(name -> !ENGINE.contains(name) && !AROUND_THE_ENGINE.contains(name))
                .toList();
        assertEquals(List.of(), missing);
    }

    /// Classes that need each other are one class, or one of them has two responsibilities. The exception is a
    /// sealed type in two files: it names its cases, and they name it.
    @ArchTest
    static final ArchRule classesAreFreeOfCycles = slices().assignedFrom(new ByTopLevelClass())
            .should()
            .beFreeOfCycles()
            .ignoreDependency(
                    nameMatching(".*\\.adapter\\.ami\\.EventItem"), nameMatching(".*\\.adapter\\.ami\\.AmiEvent"));

    @ArchTest
    static final ArchRule callAndPrivacyDependOnNoOtherPackage = noClasses()
            .that()
            .resideInAnyPackage("org.permanence.privacy..", "org.permanence.call..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.permanence..")
                    .and(DescribedPredicate.not(resideInAnyPackage(
                            "org.permanence.privacy..", "org.permanence.call..", "org.permanence.text.."))));

    @ArchTest
    static final ArchRule durableDependsOnNoOtherPackage = noClasses()
            .that()
            .resideInAPackage("org.permanence.durable..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.permanence..")
                    .and(DescribedPredicate.not(resideInAnyPackage("org.permanence.durable.."))));

    @ArchTest
    static final ArchRule filesAreRenamedInOneStepOnlyByDurable = noClasses()
            .that()
            .resideOutsideOfPackage("org.permanence.durable..")
            .should()
            .accessField(StandardCopyOption.class, "ATOMIC_MOVE");

    /// The modes of files and directories would otherwise follow the umask.
    @ArchTest
    static final ArchRule filesAreCreatedOnlyByDurable = noClasses()
            .that()
            .resideOutsideOfPackage("org.permanence.durable..")
            .should()
            .callMethodWhere(
                    describe("creates a file or a directory", call -> FileCreation.isCreatedBy(call.getTarget())))
            .orShould()
            .accessField(StandardOpenOption.class, "CREATE")
            .orShould()
            .accessField(StandardOpenOption.class, "CREATE_NEW")
            .orShould()
            .callConstructorWhere(
                    describe("opens a file for writing", call -> FileCreation.isWriter(call.getTargetOwner())));

    @ArchTest
    static final ArchRule queueDependsOnNeitherRoutingNorStore = noClasses()
            .that()
            .resideInAPackage("org.permanence.queue..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.permanence.routing..", "org.permanence.store..");

    @ArchTest
    static final ArchRule adaptersDependOnlyOnCallFlowDurableAndPrivacy = classes()
            .that()
            .resideInAPackage("org.permanence.adapter..")
            .and()
            .resideOutsideOfPackage(CONFIGURATION_GENERATOR)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(ADAPTER_DEPENDENCIES);

    @ArchTest
    static final ArchRule configurationGeneratorDependsOnlyOnDurablePracticeAndPrivacy = classes()
            .that()
            .resideInAPackage(CONFIGURATION_GENERATOR)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    CONFIGURATION_GENERATOR,
                    "org.permanence.durable..",
                    "org.permanence.practice..",
                    "org.permanence.privacy..",
                    "com.google.i18n.phonenumbers..",
                    "java..",
                    "org.jspecify..");

    @ArchTest
    static final ArchRule dialplanDependsOnNeitherAdaptersNorStore = noClasses()
            .that()
            .resideInAPackage("org.permanence.dialplan..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.permanence.adapter..", "org.permanence.store..", "io.netty..", "org.jooq..");

    @ArchTest
    static final ArchRule nettyIsUsedOnlyInAdaptersAndTheHttpServer = noClasses()
            .that()
            .resideOutsideOfPackages("org.permanence.adapter..", "org.permanence.http..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.netty..");

    @ArchTest
    static final ArchRule javalinAndJettyAreUsedOnlyInTheConsole = noClasses()
            .that()
            .resideOutsideOfPackage("org.permanence.console..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..");

    @ArchTest
    static final ArchRule onlyTheDispatcherRegistersRoutes = noClasses()
            .that()
            .doNotHaveFullyQualifiedName("org.permanence.console.RouteDispatcher")
            .and()
            .doNotHaveFullyQualifiedName("org.permanence.console.page.PageFiles")
            .should()
            .callMethodWhere(JavaCall.Predicates.target(
                            HasName.Predicates.nameMatching(
                                    "addHttpHandler|addEndpoint|addWsHandler|apiBuilder|get|post|put|patch|delete|sse|ws|before|after"))
                    .and(JavaCall.Predicates.target(HasOwner.Predicates.With.owner(resideInAnyPackage(
                            "io.javalin.config", "io.javalin.router..", "io.javalin.apibuilder..")))));

    @ArchTest
    static final ArchRule consoleUsesTheRestOfTheApplicationThroughPorts = noClasses()
            .that()
            .resideInAPackage("org.permanence.console..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.permanence.adapter..",
                    "org.permanence.boot..",
                    "org.permanence.dialplan..",
                    "org.permanence.management..",
                    "org.permanence.prompts..",
                    "org.permanence.publish..",
                    "org.permanence.settings..",
                    "org.permanence.store..");

    @ArchTest
    static final ArchRule jooqIsUsedOnlyInStore = usedOnlyIn("org.jooq..", "org.permanence.store..");

    @ArchTest
    static final ArchRule micrometerIsUsedOnlyInMetrics = usedOnlyIn("io.micrometer..", "org.permanence.metrics..");

    @ArchTest
    static final ArchRule tinkIsUsedOnlyInSeal = usedOnlyIn("com.google.crypto.tink..", "org.permanence.seal..");

    @ArchTest
    static final ArchRule ageIsUsedOnlyInSeal = usedOnlyIn("com.exceptionfactory.jagged..", "org.permanence.seal..");

    @ArchTest
    static final ArchRule tokenBucketsAreUsedOnlyInSigninAndTheConsole = noClasses()
            .that()
            .resideOutsideOfPackages("org.permanence.signin..", "org.permanence.console..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.github.bucket4j..");

    @ArchTest
    static final ArchRule bouncyCastleIsUsedOnlyInSealSigninAndTheConsole = noClasses()
            .that()
            .resideOutsideOfPackages("org.permanence.seal..", "org.permanence.signin..", "org.permanence.console..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bouncycastle..");

    @ArchTest
    static final ArchRule yamlLibraryIsUsedOnlyInYaml = usedOnlyIn("org.snakeyaml..", "org.permanence.yaml..");

    @ArchTest
    static final ArchRule holidayLibraryIsUsedOnlyInPracticefile =
            usedOnlyIn("de.focus_shift..", "org.permanence.practicefile");

    @ArchTest
    static final ArchRule calendarLibraryIsUsedOnlyInCalendar =
            usedOnlyIn("net.fortuna..", "org.permanence.practicefile.calendar..");

    @ArchTest
    static final ArchRule practiceFilesDependOnlyOnTheEngine = noClasses()
            .that()
            .resideInAnyPackage("org.permanence.yaml..", "org.permanence.practicefile..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.permanence.adapter..",
                    "org.permanence.dialplan..",
                    "org.permanence.boot..",
                    "org.permanence.settings..");

    @ArchTest
    static final ArchRule yamlDependsOnlyOnText = noClasses()
            .that()
            .resideInAPackage("org.permanence.yaml..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("org.permanence..")
                    .and(DescribedPredicate.not(resideInAnyPackage("org.permanence.yaml..", "org.permanence.text.."))));

    @ArchTest
    static final ArchRule s3SdkIsUsedOnlyInS3 = usedOnlyIn("software.amazon.awssdk..", "org.permanence.s3..");

    @ArchTest
    static final ArchRule ciphersAndSignaturesAreUsedOnlyInSealAndVerify = noClasses()
            .that()
            .resideOutsideOfPackages("org.permanence.seal..", "org.permanence.verify..")
            .should()
            .dependOnClassesThat(resideInAnyPackage("javax.crypto..")
                    .or(DescribedPredicate.describe(
                            "are of java.security", type -> type.isEquivalentTo(Signature.class))));

    @ArchTest
    static final ArchRule onlyKeyReleaseUnwrapsKeys = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(KeyRelease.class.getName())
            .should()
            .callMethod(KeyChain.class, "unwrap", RecordingId.class, WrappedKey.class);

    @ArchTest
    static final ArchRule onlyThePolicyMakesPracticeScopes = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(Policy.class.getName())
            .should()
            .callMethod(PracticeScope.class, "of", PracticeId.class)
            .orShould()
            .callConstructorWhere(describe(
                    "makes a practice scope",
                    call -> call.getTargetOwner().isEquivalentTo(PracticeScope.class)
                            && !call.getOriginOwner().isEquivalentTo(PracticeScope.class)));

    /// A request has the scope that the table of rights permits.
    @ArchTest
    static final ArchRule requestsDoNotUseTheScopeOfTheEngine = noClasses()
            .that()
            .resideInAnyPackage("org.permanence.management..", "org.permanence.cli..", "org.permanence.http..")
            .should()
            .callMethod(Policy.class, "scopeOfEngine", PracticeId.class);

    @ArchTest
    static final ArchRule asteriskJavaIsNotUsed =
            noClasses().should().dependOnClassesThat().resideInAPackage("org.asteriskjava..");

    @ArchTest
    static final ArchRule digitsAreReadOnlyInAdaptersAndSeal = noClasses()
            .that()
            .resideOutsideOfPackages("org.permanence.adapter..", "org.permanence.seal..", "org.permanence.privacy..")
            .should()
            .callMethod(PhoneNumber.class, "digits");

    @ArchTest
    static final ArchRule dialledDigitsAreReadOnlyInDialplanAndAuditedApi = noClasses()
            .that()
            .resideOutsideOfPackages("org.permanence.dialplan..", "org.permanence.privacy..")
            .and()
            .doNotHaveFullyQualifiedName("org.permanence.management.MessagesApi")
            .should()
            .callMethod(PhoneNumber.class, "dialledIn", String.class);

    @ArchTest
    static final ArchRule personalTextIsReadOnlyToBeSpokenOrSealed = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "org.permanence.boot..",
                    "org.permanence.cli..",
                    "org.permanence.console.account..",
                    "org.permanence.management..",
                    "org.permanence.privacy..",
                    "org.permanence.prompts..",
                    "org.permanence.seal..")
            .should()
            .callMethod(PersonalText.class, "text");

    @ArchTest
    static final ArchRule timeIsInjected = noClasses()
            .that()
            .resideOutsideOfPackages("org.permanence.boot..", "org.permanence.cli..")
            .should()
            .callMethod(Instant.class, "now")
            .orShould()
            .callMethod(Clock.class, "systemUTC")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .callMethod(Thread.class, "sleep", long.class);

    @ArchTest
    static final ArchRule noPersonalTextInAPlainString = fields().that()
            .areDeclaredInClassesThat()
            .resideOutsideOfPackages("org.permanence.privacy..", "org.permanence.store.schema..")
            .and()
            .haveRawType(String.class)
            .should()
            .haveNameNotMatching("(?i).*(phone|cli$|^cli|ani$|patient|birth|surname).*");

    @ArchTest
    static final ArchRule noUtilityClassNames =
            classes().that().areTopLevelClasses().should().haveNameNotMatching(".*(Util|Utils|Helper|Manager|Impl)");

    @ArchTest
    static final ArchRule onlyTheRunnerAndTheQueueCatchCallEnded =
            classes().should(catchCallEndedOnlyIn("org.permanence.flow", "org.permanence.queue"));

    @ArchTest
    static final ArchRule noGenericExceptions = GeneralCodingRules.NO_CLASSES_SHOULD_THROW_GENERIC_EXCEPTIONS;

    @ArchTest
    static void everyPackageIsNullMarked(JavaClasses all) {
        var unmarked = all.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .filter(javaPackage -> javaPackage.getName().startsWith("org.permanence."))
                .filter(javaPackage -> !javaPackage.getName().startsWith("org.permanence.store.schema"))
                .filter(javaPackage -> !javaPackage.isAnnotatedWith(NullMarked.class))
                .map(javaPackage -> javaPackage.getName())
                .sorted()
                .toList();
        assertEquals(List.of(), unmarked);
    }

    /// Each top-level class, with its nested classes. A record and the builder that is generated for it are one
    /// class.
    private static final class ByTopLevelClass implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String name = type.getName();
            boolean isOurs = name.startsWith("org.permanence.") && !name.startsWith("org.permanence.store.schema.");
            return isOurs ? SliceIdentifier.of(name.replaceFirst("(Builder)?(\\$.*)?$", "")) : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "each top-level class";
        }
    }

    private static String[] packages(List<String> names) {
        return names.stream().map(name -> "org.permanence." + name + "..").toArray(String[]::new);
    }

    private static ArchRule usedOnlyIn(String library, String packageName) {
        return noClasses()
                .that()
                .resideOutsideOfPackage(packageName)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }

    private static ArchCondition<JavaClass> catchCallEndedOnlyIn(String... packages) {
        return new ArchCondition<>("catch CallEnded only in the runner and the queue") {
            @Override
            public void check(JavaClass candidate, ConditionEvents events) {
                if (List.of(packages).contains(candidate.getPackageName())) {
                    return;
                }
                for (var unit : candidate.getCodeUnits()) {
                    unit.getTryCatchBlocks().stream()
                            .filter(block -> block.getCaughtThrowables().stream()
                                    .anyMatch(caught -> caught.isEquivalentTo(CallEnded.class)))
                            .forEach(block -> events.add(
                                    SimpleConditionEvent.violated(unit, unit.getFullName() + " catches CallEnded")));
                }
            }
        };
    }
}
