# Completes fastapi-feature in bash. In ~/.bashrc: source <(fastapi-feature completion bash)

_fastapi_feature() {
  local line=${COMP_LINE:0:COMP_POINT} word candidate
  local -a words
  # Bash has cut the words at each colon and equals sign; a field has both.
  IFS=$' \t\n' read -ra words <<<"$line"
  case $line in *[[:space:]]) words+=('') ;; esac
  word=${words[${#words[@]} - 1]}
  COMPREPLY=()
  while IFS= read -r candidate; do
    case $candidate in
      :files | :folders)
        compopt -o filenames -o default +o nospace 2>/dev/null
        local kind=-f
        [[ $candidate == :folders ]] && kind=-d
        while IFS= read -r candidate; do COMPREPLY+=("$candidate"); done < <(compgen "$kind" -- "$2")
        ;;
      *)
        # What comes before the last cut stays where it is.
        COMPREPLY+=("${candidate:${#word}-${#2}}")
        ;;
    esac
  done < <("$1" completion bash -- "${words[@]:1}" 2>/dev/null)
}

complete -o nospace -F _fastapi_feature fastapi-feature
