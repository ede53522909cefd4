"""The attacks of the libraries in every norm that the lab has too, by the names of `agreement.bench.ts`."""

import art.attacks.evasion
import art.estimators.classification
import foolbox
import numpy as np
import torch
import torchattacks

from attacks import holds

NORMS = {"linf": np.inf, "l2": 2, "l1": 1}


def foolbox_attack(name, norm, step, steps):
    linf, l2 = norm == "linf", norm == "l2"
    attacks = foolbox.attacks
    match name:
        case "fgm":
            return attacks.LinfFastGradientAttack() if linf else attacks.L2FastGradientAttack()
        case "pgd":
            plain = dict(abs_stepsize=step, steps=steps, random_start=False)
            if norm == "l1":
                return attacks.SparseL1DescentAttack(quantile=0.95, **plain)
            return attacks.LinfPGD(**plain) if linf else attacks.L2PGD(**plain)
        case "hopskipjump":
            # Estimates of 100 queries at first, and √t times as many, as the lab's.
            return attacks.HopSkipJumpAttack(steps=steps, initial_gradient_eval_steps=100, constraint=norm)
    raise ValueError(f"Foolbox has no {name} in {norm}.")


def torchattacks_attack(model, name, norm, epsilon, step, steps, queries, classes, seed):
    """The seed is that of attacks that draw, which would otherwise take 0, or the time of day."""
    own = {"linf": "Linf", "l2": "L2"}[norm]
    match name:
        case "fgm":
            return torchattacks.FGSM(model, eps=epsilon)
        case "pgd":
            if norm == "l2":
                return torchattacks.PGDL2(model, eps=epsilon, alpha=step, steps=steps, random_start=False)
            return torchattacks.PGD(model, eps=epsilon, alpha=step, steps=steps, random_start=False)
        case "mim":
            return torchattacks.MIFGSM(model, eps=epsilon, alpha=step, steps=steps, decay=1.0)
        case "apgd-ce" | "apgd-dlr":
            loss = name.removeprefix("apgd-")
            return torchattacks.APGD(model, norm=own, eps=epsilon, steps=steps, loss=loss, seed=seed)
        case "square":
            return torchattacks.Square(model, norm=own, eps=epsilon, n_queries=queries, seed=seed)
        case "autoattack":
            return torchattacks.AutoAttack(
                model, norm=own, eps=epsilon, version="standard", n_classes=classes, seed=seed
            )
    raise ValueError(f"torchattacks has no {name}.")


def art_attack(model, name, norm, epsilon, step, steps, batch, classes):
    classifier = art.estimators.classification.PyTorchClassifier(
        model,
        loss=torch.nn.CrossEntropyLoss(),
        input_shape=(4, 32, 32),
        nb_classes=classes,
        clip_values=(0, 1),
        device_type="cpu",
    )
    evasion, common = art.attacks.evasion, dict(norm=NORMS[norm], eps=epsilon, batch_size=batch)
    iterative = dict(eps_step=step, max_iter=steps, verbose=False, **common)
    match name:
        case "fgm":
            return evasion.FastGradientMethod(classifier, **common)
        case "pgd":
            return evasion.ProjectedGradientDescentPyTorch(classifier, num_random_init=0, **iterative)
        case "mim":
            return evasion.MomentumIterativeMethod(classifier, decay=1.0, **iterative)
    raise ValueError(f"ART has no {name} that is compared.")


def of_other_classes(pictures, labels):
    """For each picture the next one of another class, which is answered as such: all are clean-correct."""
    order = torch.arange(len(labels))
    place = [next(int(at) for at in order.roll(-row - 1) if labels[at] != labels[row]) for row in order]
    return pictures[place]


class GreyHeld(torch.nn.Module):
    """
    The model of the colour picture alone, its grey partners as they are: for balls that hold one picture. An attack that
    drops samples on the way must be given them one by one.
    """

    def __init__(self, model, grey):
        super().__init__()
        self.model, self.grey = model, grey

    def forward(self, colour):
        return self.model(torch.cat([colour, self.grey], dim=1))


class Counted(torch.nn.Module):
    """Counts its passes: of an attack that asks all samples of its batch each time, the queries of each."""

    def __init__(self, model):
        super().__init__()
        self.model, self.asked = model, 0

    def forward(self, pictures):
        self.asked += 1
        return self.model(pictures)


def agreeing(model, pictures, labels, task):
    """Attacks the first `count` samples batch by batch, as `attacked` in `serve.py` does."""
    torch.manual_seed(task["seed"])
    np.random.seed(task["seed"])
    library, name, norm, epsilon = task["library"], task["attack"], task["norm"], task["epsilon"]
    classes = model.head.out_features
    held, largest, outside, asked = [], 0.0, 0.0, 0
    for begin in range(0, task["count"], task["batch"]):
        end = min(begin + task["batch"], task["count"])
        clean, wanted = pictures[begin:end], labels[begin:end]
        target = Counted(GreyHeld(model, clean[:, 3:]) if task["only"] == "colour" else model).eval()
        given = clean[:, :3] if task["only"] == "colour" else clean
        match library:
            case "Foolbox":
                attack = foolbox_attack(name, norm, task["step"], task["steps"])
                wrapped = foolbox.PyTorchModel(target, bounds=(0, 1), device="cpu")
                starts = {"starting_points": of_other_classes(given, wanted)} if name == "hopskipjump" else {}
                _, changed, _ = attack(wrapped, given, wanted, epsilons=epsilon, **starts)
            case "torchattacks":
                # Batches of one seed would all draw the same.
                seed = task["seed"] * 100_000 + begin
                attack = torchattacks_attack(
                    target, name, norm, epsilon, task["step"], task["steps"], task["queries"], classes, seed
                )
                changed = attack(given, wanted)
            case "ART":
                attack = art_attack(target, name, norm, epsilon, task["step"], task["steps"], task["batch"], classes)
                changed = torch.from_numpy(attack.generate(given.numpy(), wanted.numpy()))
        asked = max(asked, target.asked)
        held += holds(target, changed, wanted).tolist()
        lengths = torch.linalg.vector_norm((changed - given).flatten(1), ord=NORMS[norm], dim=1)
        largest = max(largest, lengths.max().item())
        outside = max(outside, (changed - changed.clamp(0, 1)).abs().max().item())
    return {"held": held, "largest": largest, "outside": outside, "asked": asked}
