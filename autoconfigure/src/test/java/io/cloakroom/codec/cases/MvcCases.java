package io.cloakroom.codec.cases;

import static io.cloakroom.codec.cases.Expected.refused;

import io.cloakroom.codec.cases.app.Annotated;
import io.cloakroom.codec.cases.app.Awkward;
import io.cloakroom.codec.cases.app.Records.Point;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.validation.BeanPropertyBindingResult;
import org.springframework.validation.BindingResult;
import org.springframework.web.context.request.DestructionCallbackBindingListener;
import org.springframework.web.servlet.FlashMap;

/** What Spring MVC puts into a session. */
final class MvcCases {

  private MvcCases() {}

  static List<SessionValue> all() {
    return new Theme("Spring MVC")
        .exact("FlashMap", MvcCases::flashMap)
        .exact(
            "list of FlashMaps, as Spring MVC keeps it",
            () -> new CopyOnWriteArrayList<>(List.of(flashMap(), flashMap())))
        .exact("model of @SessionAttributes", Annotated.Account::used)
        .value(
            "DestructionCallbackBindingListener",
            () -> new DestructionCallbackBindingListener(Awkward.lambda()),
            refused("is of use on its node only", "DestructionCallbackBindingListener"),
            refused("is of use on its node only", "DestructionCallbackBindingListener"))
        .exact("BindingResult, as in a FlashMap", MvcCases::bindingResult)
        .values();
  }

  private static FlashMap flashMap() {
    FlashMap flash = new FlashMap();
    flash.put("message", "Saved");
    flash.put("count", 5L);
    flash.put("point", new Point(1, 2));
    flash.setTargetRequestPath("/orders");
    flash.addTargetRequestParam("id", "17");
    flash.setExpirationTime(1_800_000_000_000L);
    return flash;
  }

  private static BindingResult bindingResult() {
    BindingResult result = new BeanPropertyBindingResult(new Annotated.Account(), "account");
    result.reject("code", "message");
    return result;
  }
}
