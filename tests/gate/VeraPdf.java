import java.io.File;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.gf.model.GFModelParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorDetails;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.verapdf.pdfa.validation.validators.ValidatorFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * Validates PDF files: {@code java -cp JAR VeraPdf.java ua1,2a FILE...}
 *
 * <p>Prints, with tabs between, {@code checked PROFILE NUMBER RULES CHECKS} for each file, by its number in
 * the order given, and {@code failed PROFILE NUMBER RULE TIMES DESCRIPTION} for each rule it breaks.
 *
 * <p>The library would read its profiles with JAXB, which no JDK has any more; the JDK's own parser will do.
 */
public final class VeraPdf {
    private static final String PROFILES = "/org/verapdf/pdfa/validation/";

    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(System.out, true, "UTF-8");
        VeraGreenfieldFoundryProvider.initialise();
        for (String name : args[0].split(",")) {
            ValidationProfile profile = profile(name);
            for (int number = 1; number < args.length; number++) {
                validate(profile, new File(args[number]), name + "\t" + (number - 1), out);
            }
        }
    }

    private static void validate(ValidationProfile profile, File file, String label, PrintStream out)
            throws Exception {
        try (GFModelParser parser = GFModelParser.createModelWithFlavour(file, profile.getPDFAFlavour());
                PDFAValidator validator = ValidatorFactory.createValidator(profile, false)) {
            ValidationResult result = validator.validate(parser);
            int rules = profile.getRules().size();
            out.println("checked\t" + label + "\t" + rules + "\t" + result.getTotalAssertions());
            for (Map.Entry<RuleId, Integer> failed : result.getFailedChecks().entrySet()) {
                RuleId rule = failed.getKey();
                String description = profile.getRuleByRuleId(rule).getDescription().replaceAll("\\s+", " ");
                out.println("failed\t" + label + "\t" + rule.getClause() + "-" + rule.getTestNumber() + "\t"
                        + failed.getValue() + "\t" + description);
            }
        }
    }

    private static ValidationProfile profile(String name) throws Exception {
        String file = name.startsWith("ua") ? "PDFUA-" + name.substring(2) : "PDFA-" + name.toUpperCase();
        Element root;
        try (InputStream xml = PDFAFlavour.class.getResourceAsStream(PROFILES + file + ".xml")) {
            root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(xml).getDocumentElement();
        }
        Set<Rule> rules = new LinkedHashSet<>();
        NodeList nodes = root.getElementsByTagName("rule");
        for (int place = 0; place < nodes.getLength(); place++) {
            rules.add(rule((Element) nodes.item(place)));
        }
        Set<Variable> variables = new LinkedHashSet<>();
        nodes = root.getElementsByTagName("variable");
        for (int place = 0; place < nodes.getLength(); place++) {
            Element node = (Element) nodes.item(place);
            variables.add(Profiles.variableFromValues(node.getAttribute("name"), node.getAttribute("object"),
                    text(node, "defaultValue"), text(node, "value")));
        }
        return Profiles.profileFromValues(PDFAFlavour.byFlavourId(name),
                Profiles.profileDetailsFromValues(name, "", "", new Date(0)), "", rules, variables);
    }

    private static Rule rule(Element node) {
        Element id = child(node, "id");
        RuleId ruleId = Profiles.ruleIdFromValues(
                PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber")));
        ErrorDetails error = Profiles.errorFromValues(text(child(node, "error"), "message"), List.of());
        return Profiles.ruleFromValues(ruleId, node.getAttribute("object"),
                Boolean.valueOf(node.getAttribute("deferred")), node.getAttribute("tags"),
                text(node, "description"), text(node, "test"), error, List.of());
    }

    private static Element child(Element node, String name) {
        return (Element) node.getElementsByTagName(name).item(0);
    }

    private static String text(Element node, String name) {
        return child(node, name).getTextContent();
    }
}
